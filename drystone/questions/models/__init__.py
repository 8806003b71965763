from .form import FormVersion
from .sheet import ATTACHED, Answer, AnswerSheet, Attachment

__all__ = ["ATTACHED", "Answer", "AnswerSheet", "Attachment", "FormVersion"]
