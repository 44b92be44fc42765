"""Delivery under faults, with real processes: `make faults`. See README.md, «What is proven»."""
