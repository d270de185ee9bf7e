"""Dictionaries of PETRARCH and TABARI become a pack: actors, agents and verbs.

| module | what |
|---|---|
| `imports` | the whole import: a new folder with a copy of a pack and what the dictionaries hold |
| `actors` | dictionaries of actors and agents |
| `verbs`, `pattern` | dictionaries of verbs, and a pattern of one |
| `known`, `rules` | what the base pack knows of names; its part without rules |
"""

from wiresift.petrarch.imports import LEFT_OUT, Imported, import_dictionaries

__all__ = ["LEFT_OUT", "Imported", "import_dictionaries"]
