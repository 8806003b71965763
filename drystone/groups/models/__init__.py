from .group import Attendance, Group, Meeting, MeetingState, Member, Project, Resource

__all__ = ["Attendance", "Group", "Meeting", "MeetingState", "Member", "Project", "Resource"]
