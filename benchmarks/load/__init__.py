"""A load test over HTTP, of a house on this machine: `make load`. What was seen becomes docs/lastbericht.md."""
