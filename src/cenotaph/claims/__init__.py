"""Who said what, in which words: claims of harm lifted out of documents."""
