"""Which mode of an event carries on which other: agreed, then violated, then extended.

For each type, a mode with the modes of the stories it may follow. `planned` forms also give way to the same
mode done, which `relations` handles for every type. Modes that stand beside each other, such as the weapons
of an attack, follow nothing.
"""

from __future__ import annotations

from typing import Final

FOLLOWS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "negotiation": {
        "scheduled": ("proposed",),
        "held": ("proposed", "scheduled", "resumed"),
        "resumed": ("suspended", "collapsed", "no_result"),
        "progress": ("scheduled", "held", "resumed"),
        "no_result": ("scheduled", "held", "resumed", "progress"),
        "suspended": ("scheduled", "held", "resumed", "progress"),
        "collapsed": ("scheduled", "held", "resumed", "progress", "suspended"),
        "refused": ("proposed",),
    },
    "mediation": {"accepted": ("offered",), "refused": ("offered",), "conducted": ("offered", "accepted")},
    "ceasefire": {
        "declared": ("called_for", "proposed"),
        "agreed": ("called_for", "proposed", "declared"),
        "in_force": ("declared", "agreed"),
        "extended": ("declared", "agreed", "in_force", "violated"),
        "violated": ("declared", "agreed", "in_force", "extended"),
        "ended": ("declared", "agreed", "in_force", "extended", "violated"),
        "refused": ("called_for", "proposed"),
    },
    "humanitarian_corridor": {
        "agreed": ("called_for", "proposed"),
        "opened": ("called_for", "proposed", "agreed"),
        "obstructed": ("agreed", "opened"),
        "refused": ("called_for", "proposed"),
    },
    "evacuation": {
        "planned": ("called_for",),
        "carried_out": ("called_for", "planned"),
        "obstructed": ("planned",),
    },
    "humanitarian_aid": {
        "pledged": ("requested",),
        "delivered": ("requested", "pledged"),
        "blocked": ("pledged",),
    },
    "agreement": {
        "drafted": ("proposed",),
        "near": ("proposed", "drafted"),
        "signed": ("proposed", "drafted", "near"),
        "refused": ("proposed", "drafted", "near"),
        "breached": ("signed",),
        "ended": ("signed", "breached"),
    },
    "withdrawal": {
        "announced": ("demanded", "proposed"),
        "agreed": ("demanded", "proposed"),
        "carried_out": ("demanded", "proposed", "announced", "agreed"),
        "refused": ("demanded", "proposed"),
    },
    "prisoner_exchange": {
        "agreed": ("proposed",),
        "carried_out": ("proposed", "agreed"),
        "refused": ("proposed",),
    },
    "release": {"agreed": ("demanded",), "carried_out": ("demanded", "agreed"), "refused": ("demanded",)},
    "security_guarantee": {
        "offered": ("requested",),
        "agreed": ("requested", "offered"),
        "refused": ("requested", "offered"),
    },
    "alliance_membership": {"granted": ("sought",), "renounced": ("sought",)},
    "territorial_claim": {"conceded": ("demanded",), "refused": ("demanded",), "deferred": ("demanded",)},
    "vote": {"passed": ("tabled",), "failed": ("tabled",), "vetoed": ("tabled",)},
    "military_aid": {
        "pledged": ("requested",),
        "approved": ("requested", "pledged"),
        "delivered": ("requested", "pledged", "approved"),
        "permitted": ("requested",),
        "suspended": ("pledged", "approved", "delivered"),
        "refused": ("requested",),
    },
    "sanction": {
        "threatened": ("called_for",),
        "imposed": ("called_for", "threatened"),
        "extended": ("imposed",),
        "eased": ("imposed", "extended"),
        "lifted": ("imposed", "extended", "eased"),
    },
    "no_fly_zone": {"refused": ("requested",), "imposed": ("requested",)},
    "deployment": {"carried_out": ("announced",), "ended": ("carried_out",)},
    "diplomatic_relations": {"restored": ("severed", "downgraded"), "severed": ("downgraded",)},
}
"""`FOLLOWS[type][mode]`: the modes that a story of this mode may carry on."""

TOLLS: Final = ("casualties", "displacement", "evacuation", "humanitarian_need")
"""Types whose number grows as reports come in: a later number updates the earlier."""

HORIZON_DAYS: Final = 30
"""How long after a story another may carry it on. Unmeasured: longer than the gap between rounds of talks,
shorter than the time in which the same parties reach a second agreement of the kind."""
