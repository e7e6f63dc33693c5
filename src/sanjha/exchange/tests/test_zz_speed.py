import time, pytest
from sanjha.exchange.tests.factories import make_grant
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.ids import new_id
@pytest.mark.django_db(transaction=True)
def test_speed(person_operation):
    for i in range(3000): make_grant(purpose=f"REV-P{i}")
    make_grant()
    p=Purpose("REV-INCOME")
    for n in (1,50):
        ids=[new_id() for _ in range(n)]
        person_operation(ids=ids,purpose=p)
        t=time.perf_counter()
        for _ in range(300): person_operation(ids=ids,purpose=p)
        print("SPEED", n, round((time.perf_counter()-t)/300*1e3,3),"ms a call")
