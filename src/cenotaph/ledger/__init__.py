"""What makes a record's log provable: Merkle tree, proofs, commitments, signed checkpoints; pure functions over bytes.

For the one who keeps a log, in the order of use: `commit` to an entry's content under a new salt (commitments),
`hash_leaf` the commitment, `append_leaves` it to the kept `Frontier` and store the nodes that come back (tree); a
`Checkpoint` says size and root (checkpoints), `sign_note` signs it (notes); `prove_inclusion` and `prove_consistency`
(proofs) read the stored nodes.
"""
