"""What an administrator can ask by pressing a button: a closed set."""

from bot.messages.admin.audience_press import AudiencePress
from bot.messages.admin.broadcast_press import BroadcastPress
from bot.messages.admin.digest_press import DigestPress
from bot.messages.admin.plan_press import PlanPress
from bot.messages.admin.report_press import ReportPress
from bot.messages.admin.staff_press import StaffPress

AdminPress = AudiencePress | BroadcastPress | DigestPress | PlanPress | ReportPress | StaffPress
