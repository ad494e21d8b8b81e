from django.urls import path, register_converter

from macem.nominations.views import deciding, lists, questions
from macem.nominations.weeks import WeekConverter

register_converter(WeekConverter, "week")

app_name = "nominations"
urlpatterns = [
    path("ramm/", lists.ramm, name="ramm"),
    path("ramm/evaluate/", lists.evaluate, name="evaluate"),
    path("ramm/<week:week>/", lists.ramm_week, name="ramm_week"),
    path("ramm/<week:week>/print/", lists.printed, name="printed"),
    path("ramm/questions/<int:number>/", questions.answer, name="answer"),
    path("part-2/", lists.part_two, name="part_two"),
    path("part-2/<week:week>/", lists.part_two_week, name="part_two_week"),
    path("nominations/<str:reference>/", deciding.decide, name="decide"),
    path("nominations/<str:reference>/row/", deciding.decide_row, name="decide_row"),
    path("nominations/decisions/<int:number>/change/", deciding.change, name="change"),
]
