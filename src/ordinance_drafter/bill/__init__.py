"""The whole bill, every part derived from one assembled draft."""

from ordinance_drafter.bill.build import Bill, Part, build_bill

__all__ = ["Bill", "Part", "build_bill"]
