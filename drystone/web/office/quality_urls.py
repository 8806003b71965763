"""The addresses of quality: draws of visit records, their readings, what was found."""

from django.urls import path

from . import quality, quality_reading

urlpatterns = [
    path("quality/", quality.page, name="office-quality"),
    path("quality/terms/<int:pk>/draw/", quality.draw_new, name="office-draw-new"),
    path("quality/terms/<int:pk>/results/", quality.results, name="office-quality-results"),
    path("quality/draws/<int:pk>/", quality.draw, name="office-draw"),
    path("quality/draws/<int:pk>/readers/", quality_reading.share_out, name="office-draw-readers"),
    path("quality/draws/<int:pk>/feedback/", quality_reading.release, name="office-draw-feedback"),
    path("quality/readings/<int:pk>/", quality_reading.reading, name="office-reading"),
    path("quality/readings/<int:pk>/reader/", quality_reading.take_back, name="office-reading-back"),
]
