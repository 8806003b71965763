"""Where a request has to do with another alliance: why nobody, or nobody else, is asked for it here."""

from drystone.register.models import Designation

from .models import Lending, LoanState, SupportRequest


def by_another(request: SupportRequest) -> str:
    """Another alliance lends somebody for it; empty where none does."""
    agreed = request.borrowings.filter(state=LoanState.AGREED).select_related("lender").first()
    return f"{agreed.lender} lends somebody for this request. Withdraw that first." if agreed else ""


def to_another(request: SupportRequest, leader: Designation) -> str:
    """Another alliance asked, and agreed to somebody else; empty where it agreed to this leader, or did not ask."""
    lent = Lending.objects.filter(request=request).select_related("designation__person", "borrower").first()
    if lent is None or lent.designation is None or lent.designation.person_id == leader.person_id:
        return ""
    said = f"{lent.borrower} agreed to {lent.designation.person} and to nobody else."
    return f"{said} Close this request unmet, and it may ask you again."
