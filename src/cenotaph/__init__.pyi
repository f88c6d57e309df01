from cenotaph.gazetteer.locate import locate as locate
from cenotaph.workflow.read import read as read
from cenotaph.workflow.reading import Reading as Reading

__all__ = ["Reading", "locate", "read"]
__version__: str
