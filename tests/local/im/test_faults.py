"""Faults on order, whichever API they befall."""

import pytest

from local.im.faults import Fault, Faults


def test_a_fault_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="choose one of"):
        Faults().order(Fault("earthquake"))


def test_a_vendor_s_own_kind_is_known_where_it_is_named() -> None:
    faults = Faults({"earthquake": "everything shakes"})
    faults.order(Fault("earthquake"))
    assert faults.take("any.api", "") == [Fault("earthquake", times=1)]
    assert faults.pending() == []


def test_a_fault_waits_for_its_api_its_subject_and_its_turn() -> None:
    faults = Faults()
    faults.order(Fault("cut", api="send", match="U1", after=1))
    assert faults.take("list", "U1") == []
    assert faults.take("send", "U2") == []
    assert faults.take("send", "to U1") == []
    assert [fault.kind for fault in faults.take("send", "to U1")] == ["cut"]


def test_a_call_is_late_and_suffers_one_more_fault_at_most() -> None:
    faults = Faults()
    faults.order(Fault("latency"), Fault("cut"), Fault("hang"))
    assert [fault.kind for fault in faults.take("send", "")] == ["latency", "cut"]
    assert [fault.kind for fault in faults.take("send", "")] == ["hang"]
