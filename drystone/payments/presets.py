"""Layouts to begin with for packages whose makers, or their users, publish how a file has to look.

Sage 50 Accounts, "audit trail transactions": ten columns in this order, SI and PI for invoices of sales and purchases
(Sage's own list of what can be imported, gb-kb.sage.com article 200427112357427; the order of columns and the forms
of days as at gtsagedev.co.uk/index.php/general/daybook-import and makingithappen.co.uk/CI/std/audittrans.htm, read in
November 2026). T0, T1, T2 and T9 are the codes for zero-rated, standard-rated, exempt and outside with which Sage 50
of the United Kingdom is delivered.

Xero, bills and sales invoices: the template's headings, needed ones with a star, days as 15/12/2026, a tax rate by
the name that it has in Xero (as at online.flippingbook.com/view/399081/31 and xero-help.caltrix.asia article
12528333, read in November 2026).

Other packages of schools, trusts and authorities are set up with their maker's help, and no such page of theirs was
found; the office makes their layouts from the default.
"""

from dataclasses import dataclass
from typing import Any

from drystone.alliances.models import Alliance

from .layouts import default
from .models import FileLayout, Papers

Columns = list[tuple[str, str, str]]


@dataclass(frozen=True)
class Preset:
    """What a new layout begins with; the office fills in its own codes."""

    key: str
    name: str
    of: Papers
    columns: Columns
    settings: dict[str, Any]


SAGE_CODES = {"exempt": "T2", "outside": "T9", "zero": "T0", "standard": "T1"}
SAGE: dict[str, Any] = {
    "rows": FileLayout.Rows.CODE,
    "letters": FileLayout.Letters.WINDOWS,
    "days": FileLayout.Days.BRITISH,
    "has_headings": True,
    "has_total": False,
    "vat_codes": SAGE_CODES,
}
XERO: dict[str, Any] = {
    "rows": FileLayout.Rows.CODE,
    "letters": FileLayout.Letters.PLAIN,
    "days": FileLayout.Days.BRITISH,
    "has_total": False,
}


def sage(kind: str, account: str, nominal: str) -> Columns:
    return [
        ("text", "Type", kind),
        (account, "Account Reference", ""),
        ("text", "Nominal A/C Ref", nominal),
        ("text", "Department Code", "0"),
        ("on", "Date", ""),
        ("reference", "Reference", ""),
        ("work", "Details", ""),
        ("pence", "Net Amount", ""),
        ("vat_code", "Tax Code", ""),
        ("vat", "Tax Amount", ""),
    ]


def xero(account: str) -> Columns:
    return [
        ("payee", "*ContactName", ""),
        ("reference", "*InvoiceNumber", ""),
        ("on", "*InvoiceDate", ""),
        ("due", "*DueDate", ""),
        ("work", "*Description", ""),
        ("text", "*Quantity", "1"),
        ("pence", "*UnitAmount", ""),
        ("text", "*AccountCode", account),
        ("vat_code", "*TaxType", ""),
    ]


def xero_codes(which: str) -> dict[str, str]:
    return {
        "exempt": f"Exempt {which}",
        "outside": "No VAT",
        "zero": f"Zero Rated {which}",
        "standard": f"20% (VAT on {which})",
    }


PRESETS = [
    Preset("sage-bills", "Sage 50", Papers.STATEMENTS, sage("PI", "supplier", "5000"), SAGE),
    Preset("xero-bills", "Xero", Papers.STATEMENTS, xero("400"), XERO | {"vat_codes": xero_codes("Expenses")}),
    Preset("sage-invoices", "Sage 50", Papers.CHARGES, sage("SI", "urn", "4000"), SAGE),
    Preset("xero-invoices", "Xero", Papers.CHARGES, xero("200"), XERO | {"vat_codes": xero_codes("Income")}),
]


def begun(of: str, key: str, alliance: Alliance) -> FileLayout:
    """A layout not yet kept: from a preset, or from the default."""
    from_ = next((each for each in PRESETS if (each.of, each.key) == (of, key)), None)
    if from_ is None:
        return FileLayout(alliance=alliance, of=of, name="", columns=default(of).columns)
    columns = [{"holds": holds, "heading": heading, "text": text} for holds, heading, text in from_.columns]
    return FileLayout(alliance=alliance, of=of, name=from_.name, columns=columns, **from_.settings)
