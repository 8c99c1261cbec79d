"""What a certificate says, and that it says nothing else."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from bot.kit.documents import Branding
from bot.signoffs.certificate_document import Certificate, Decided, Logged, certificate

AT = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
TOLD = Certificate(
    branding=Branding("Acme"),
    client="Acme (ACME)",
    job="ACME-101 Spring mailer",
    title="Mailer layout",
    version=2,
    kind="layout",
    outcome="approved",
    asked_by="Maya Torres",
    asked_at=AT,
    settled_at=AT,
    quorum="any one",
    artefact="layout.pdf",
    artefact_kind="file",
    content_hash="ab" * 32,
    zone="America/New_York",
    decisions=[Decided("Dana Fox", "approved", AT, "On the sign-off page", "D. Fox", "Lovely, “really” – 見本")],
    log=[Logged(7, "requested", AT, "cd" * 32), Logged(9, "settled", AT, "ef" * 32)],
)


def test_the_same_facts_are_the_same_bytes_and_other_facts_are_not() -> None:
    assert certificate(TOLD) == certificate(TOLD)
    assert certificate(TOLD) != certificate(replace(TOLD, content_hash="ac" * 32))
    assert certificate(TOLD) != certificate(replace(TOLD, log=TOLD.log[:1]))


def test_long_and_strange_words_fit() -> None:
    decided = replace(TOLD.decisions[0], name="N" * 300, said="x" * 3000 + "\n" * 50, recorded="by Maya 🎉")
    made = certificate(replace(TOLD, title="T" * 200, decisions=[decided] * 10, log=TOLD.log * 60))
    assert made.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", made)) > 3
