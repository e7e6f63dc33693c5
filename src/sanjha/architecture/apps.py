"""The architecture as a Django application."""

from django.apps import AppConfig


class ArchitectureConfig(AppConfig):
    name = "sanjha.architecture"
    label = "architecture"

    def ready(self) -> None:
        from sanjha.architecture import navigation, policy

        policy.policy()  # a fault in the policy stops the start here
        navigation.register()
