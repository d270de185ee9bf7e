"""Dictionaries of PETRARCH and TABARI become a pack: actors, agents, verbs and discards.

| module | what |
|---|---|
| `imports` | the whole import: a new folder with a copy of a pack and what the dictionaries hold |
| `actors` | dictionaries of actors and agents |
| `verbs`, `pattern` | dictionaries of verbs, and a pattern of one |
| `dyads` | events as PETRARCH writes them, a row for each source and target |
| `discards` | what is not to be read |
| `issues` | what the sentences of events are about, by dictionaries of issues; no part of a pack |
| `known`, `rules` | what the base pack knows of names; its part without rules |
"""

from wiresift.petrarch.dyads import dyads
from wiresift.petrarch.imports import LEFT_OUT, Imported, import_dictionaries
from wiresift.petrarch.issues import issues

__all__ = ["LEFT_OUT", "Imported", "dyads", "import_dictionaries", "issues"]
