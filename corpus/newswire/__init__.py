"""A synthetic newswire: any number of articles, with the edits that made each family on record.

The modules follow the way an article is made:

    rng -> words -> grammar -> text -> outlets -> plan -> edits -> stream

Every draw is a hash of (seed, place in the archive), so an article does not depend on the articles made
before it, on the size of the chunks or on the machine. `../generate.py` is the command.
"""
