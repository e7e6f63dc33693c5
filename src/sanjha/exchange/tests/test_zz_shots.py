import os
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
from datetime import date, timedelta
import pytest
from django.test import Client
from playwright.sync_api import sync_playwright
from sanjha.exchange.operations.ensure_grants import ensure_grants
from sanjha.exchange.operations.end_grant import end_grant
from sanjha.exchange.models import Grant, NamedPurpose
from sanjha.exchange.tests.factories import make_reading
from sanjha.identity.testing import sign_in_officer, sign_in_citizen
from sanjha.identity import contract as identity
from sanjha.kernel import actors, clock, contracts
from sanjha.kernel.actors import SYSTEM, Actor, holdings_of
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.offices.operations.load_demo_offices import load_demo_offices, demo_id
from sanjha.offices import contract as offices
from axe_playwright_python.sync_playwright import Axe

@pytest.mark.django_db(transaction=True)
def test_shots(live_server, monkeypatch):
    load_demo_places(); load_demo_offices()
    facts=[n for n,o in contracts.declared_operations().items() if o.facts and ".tests." not in o.stub.__module__]
    ensure_grants(consumer="sewa",operations=facts,purpose="REV-INCOME",purpose_name=Text("Income certificate","ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ","आय प्रमाण पत्र"),legal_basis="Punjab Transparency and Accountability in Delivery of Public Services Act 2018, section 3",actor=SYSTEM)
    end_grant(grant_id=Grant.objects.first().id, actor=SYSTEM)
    teh=offices.get_post(post_id=demo_id("post","BNL-TEH-TAP/DH1"))
    person=new_id()
    monkeypatch.setattr(identity,"_lookups",[lambda m:[(person,Text("Gurpreet Kaur","ਗੁਰਪ੍ਰੀਤ ਕੌਰ"))]])
    for h in range(4):
        make_reading(subject=person, posts=[teh.id], facts=["resident.name","resident.relative","resident.birth_date","resident.gender","resident.mobile","resident.address","resident.aadhaar_last4"])
    make_reading(subject=person, reader="SYSTEM:-", facts=["document.register"])
    with clock.frozen(clock.now()-timedelta(days=2)):
        pass
    admin=offices.get_post(post_id=demo_id("post","BNL-DC/ADMIN"))
    ca, cc = Client(), Client()
    sign_in_officer(ca, officer_id=admin.holder, name=admin.holder_name)
    sign_in_citizen(cc, resident_id=person)
    pages=[("readings",cc,"/my/readings/"),("grants",ca,"/exchange/grants/?ended=1"),("new",ca,"/exchange/grants/new/"),("end",ca,f"/exchange/grants/{Grant.objects.filter(ended_at__isnull=True).first().id}/end/")]
    with sync_playwright() as pw:
        b=pw.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox","--disable-gpu","--disable-background-networking"])
        for lang in ("en","pa"):
            for width in (1366,390):
                for name,client,url in pages:
                    ctx=b.new_context(viewport={"width":width,"height":768},locale=lang)
                    ctx.add_cookies([{"name":"sanjha","value":client.cookies["sanjha"].value,"url":live_server.url},{"name":"sanjha_language","value":lang,"url":live_server.url}])
                    p=ctx.new_page()
                    errs=[]
                    p.on("console",lambda m:errs.append(m.text) if m.type in("error","warning") else None)
                    p.goto(live_server.url+url); p.screenshot(path=f"/tmp/build/guard/shots/{name}_{lang}_{width}.png",full_page=True)
                    r=Axe().run(p)
                    print(name,lang,width,r.violations_count,[v["id"] for v in r.response["violations"]],errs[:2], p.evaluate("document.documentElement.scrollWidth"))
                    ctx.close()
        b.close()
