"""A pack of one's own: a copy of one that is there, under the name of its folder."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wiresift.events import Pack, folder_of
from wiresift.exceptions import OutputError
from wiresift.output import OutputFolder

if TYPE_CHECKING:
    import os

_NAME: Final = re.compile(
    r"""(^\[pack\]\s*(?:^(?!\[).*\n)*?^name\s*=\s*)(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*')""", re.MULTILINE
)


def copy(pack: str | os.PathLike[str], out: str | os.PathLike[str]) -> Path:
    """Copy a pack to the new folder `out`, name it after the folder, and return the folder.

    Rows of the two packs are told apart by the name. All else stays as it is written, comments too.

    Parameters
    ----------
    pack
        Name of a pack that comes with wiresift, a folder, or a file.
    out
        The folder, which must not be there.

    Raises
    ------
    PackError
        `pack` is no pack.
    OutputError
        `out` is there already, or can't be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as home:
    ...     Pack.load(copy("peace", Path(home, "mine"))).name
    'mine'

    """
    Pack.load(pack)
    origin, target = folder_of(pack), Path(out)
    if target.exists():
        raise OutputError(f"{target}: is there already; name a new folder")
    with OutputFolder(target) as made:
        if origin.is_dir():
            shutil.copytree(origin, made.partial, dirs_exist_ok=True)
        else:
            shutil.copy(origin, made.partial)
        for path in made.partial.rglob("*.toml"):
            text = path.read_bytes().decode()  # line ends as they are
            named = _NAME.sub(lambda match: match[1] + json.dumps(target.name, ensure_ascii=False), text)
            if named != text:
                path.write_bytes(named.encode())
    return target
