"""Gathering findings into one verdict: the worst finding decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sanjha.kernel import clock
from sanjha.locker.pki.trust import Trust
from sanjha.locker.verification import findings as say
from sanjha.locker.verification.evidence import SignatureEvidence
from sanjha.locker.verification.register import Entry, Register
from sanjha.locker.verification.verdict import Finding, Outcome, RegisterState, Verdict, Way

_SEVERITY = {outcome: rank for rank, outcome in enumerate(Outcome)}


@dataclass
class Judgement:
    """A verdict in the making."""

    way: Way
    trust: Trust
    register: Register | None
    outcome: Outcome = Outcome.VALID
    entry: Entry | None = None
    signature: SignatureEvidence | None = None
    signed_at: datetime | None = None
    specimen: bool = False
    number: str = ""
    qr_fields: Mapping[str, str] = field(default_factory=dict)
    _proved: list[Finding] = field(default_factory=list)
    _wrong: list[Finding] = field(default_factory=list)
    _notes: list[Finding] = field(default_factory=list)

    def proved(self, finding: Finding) -> None:
        if finding not in self._proved:
            self._proved.append(finding)

    def wrong_with(self, outcome: Outcome, finding: Finding) -> None:
        """Something is wrong; a lesser thing never makes the outcome better again."""
        if _SEVERITY[outcome] > _SEVERITY[self.outcome]:
            self.outcome = outcome
        if finding not in self._wrong:
            self._wrong.append(finding)

    def note(self, finding: Finding) -> None:
        """Something that helps to find out more and decides nothing."""
        if finding not in self._notes:
            self._notes.append(finding)

    def verdict(self) -> Verdict:
        signature = self.signature
        if self.specimen:
            self.note(say.SPECIMEN)
        return Verdict(
            outcome=self.outcome,
            way=self.way,
            register=RegisterState.ASKED if self.register else RegisterState.UNREACHABLE,
            proved=tuple(self._proved),
            wrong=tuple(self._wrong),
            notes=tuple(self._notes),
            entry=self.entry,
            signer=signature.signer if signature else "",
            signer_authority=signature.issuer if signature else "",
            signed_at=signature.claimed_at if signature else self.signed_at,
            specimen=self.specimen,
            number=self.number,
            qr_fields=self.qr_fields,
        )


def judge_entry(entry: Entry, judgement: Judgement) -> None:
    """What became of the document since it was issued."""
    today = clock.today()
    if entry.state == "REVOKED":
        judgement.wrong_with(Outcome.REVOKED, say.revoked(entry))
    elif entry.state == "SUPERSEDED":
        judgement.wrong_with(Outcome.SUPERSEDED, say.superseded(entry))
    elif entry.valid_to is not None and entry.valid_to < today:
        judgement.wrong_with(Outcome.EXPIRED, say.expired(entry.valid_to.strftime("%d-%m-%Y")))
    elif entry.valid_from > today:
        judgement.wrong_with(Outcome.NOT_YET_VALID, say.not_yet(entry.valid_from.strftime("%d-%m-%Y")))
    elif judgement.outcome is Outcome.VALID:
        judgement.proved(say.IN_FORCE)
