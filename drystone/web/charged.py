"""A charge schedule as the office and the payer read it: its lines by purchase order."""

from typing import Any

from drystone.payments import charging, vat
from drystone.payments.documents import order_title


def orders(lines: list[Any]) -> list[dict[str, Any]]:
    """Charged lines, a table for each purchase order, each with its sums."""
    for line in lines:
        line.charged_vat = vat.on(line.charged_pence, line.vat_code)
        line.charged_whole = line.charged_pence + line.charged_vat
    return [
        {
            "title": order_title(order),
            "lines": rows,
            "half_days": sum(row.half_days for row in rows),
            "pence": pence,
            "vat": sum(row.charged_vat for row in rows),
            "whole": sum(row.charged_whole for row in rows),
        }
        for order, rows, pence in charging.by_order(lines)
    ]
