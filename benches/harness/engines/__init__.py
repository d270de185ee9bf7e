"""One module a peer: its tasks, in the dict `TASKS`."""
