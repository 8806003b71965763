from .draft import FormDraft
from .form import FormVersion
from .sheet import ATTACHED, Answer, AnswerSheet, Attachment

__all__ = ["ATTACHED", "Answer", "AnswerSheet", "Attachment", "FormDraft", "FormVersion"]
