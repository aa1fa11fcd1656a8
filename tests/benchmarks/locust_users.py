"""How one of the users behaves, for locust: changes a filter, looks at the answer for a while, changes the next."""

import json
import os
import random
from itertools import count
from pathlib import Path

from locust import HttpUser, between, task

ASKED = json.loads(Path(os.environ["CHISO_ASKED"]).read_text(encoding="utf-8"))
_numbers = count()


class Analyst(HttpUser):
    wait_time = between(5, 15)

    def on_start(self) -> None:
        self.number = next(_numbers)
        self.pick = random.Random(self.number)  # noqa: S311  # a walk, not a secret
        self.who = ASKED["people"][self.number % len(ASKED["people"])]

    @task
    def change(self) -> None:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "br", "Cookie": self.who["cookie"]}
        headers["X-CSRFToken"] = self.who["csrf"]
        body = self.pick.choice(ASKED["bodies"])
        with self.client.post(
            "/_dash-update-component", data=body, headers=headers, name="change", catch_response=True
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code}: {answer.text[:100]}")
