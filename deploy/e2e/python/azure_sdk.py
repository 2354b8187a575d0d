"""What a partner's program does against Azure, with Azure's SDK for Python as it is: only the endpoint is another."""
import base64
import datetime
import json
import os
import ssl
import time
import urllib.request
import uuid

from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.billing import BillingManagementClient
from azure.mgmt.consumption import ConsumptionManagementClient
from azure.mgmt.consumption import models as budgets
from azure.mgmt.costmanagement import CostManagementClient
from azure.mgmt.costmanagement import models as costs
from azure.mgmt.resource.subscriptions import SubscriptionClient

ENDPOINT = os.environ["OUTLAY_URL"]
TOKEN = os.environ["OUTLAY_TOKEN"]
SUBSCRIPTION = str(uuid.uuid4())
CUSTOMER = str(uuid.uuid4())
ACCOUNT = f"python-{uuid.uuid4()}"
ACCOUNT_ID = f"/providers/Microsoft.Billing/billingAccounts/{ACCOUNT}"
SUBSCRIPTION_ID = f"/subscriptions/{SUBSCRIPTION}"
TODAY = datetime.datetime.now(datetime.timezone.utc)
MONTH = TODAY.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
READER = "72fafb9e-0641-4937-9268-a91bfd8191a3"


class Credential:
    """The token of the local stack, whatever it is asked for."""

    def get_token(self, *scopes, **unused):
        return AccessToken(TOKEN, int(time.time()) + 3600)


OPTIONS = {"base_url": ENDPOINT, "credential_scopes": [f"{ENDPOINT}/.default"]}
consumption = ConsumptionManagementClient(Credential(), SUBSCRIPTION, **OPTIONS)
costs_of = CostManagementClient(Credential(), **OPTIONS)
billing = BillingManagementClient(Credential(), SUBSCRIPTION, **OPTIONS)
authorization = AuthorizationManagementClient(Credential(), SUBSCRIPTION, **OPTIONS)
subscriptions = SubscriptionClient(Credential(), **OPTIONS)
CALLER = json.loads(base64.urlsafe_b64decode(TOKEN.split(".")[1] + "=="))


def step(name, work):
    begin = time.monotonic()
    result = work()
    print(f"ok  {name}  {round((time.monotonic() - begin) * 1000)} ms", flush=True)
    return result


def eventually(ask, is_right):
    """Asks until the answer is right: a charge takes a moment to be counted."""
    deadline = time.monotonic() + 30
    while True:
        try:
            last = ask()
            if is_right(last):
                return last
        except HttpResponseError as error:
            last = error
        if time.monotonic() > deadline:
            raise AssertionError(f"after 30 seconds still: {last}")
        time.sleep(0.25)


def refused(status, ask):
    try:
        ask()
    except HttpResponseError as error:
        assert error.status_code == status, error
        return
    raise AssertionError(f"not refused with {status}")


def charge():
    event = {
        "specversion": "1.0",
        "id": "1",
        "source": "urn:outlay:python",
        "type": "dev.outlay.charge.v1",
        "data": {
            "x_BillingAccountId": ACCOUNT,
            "BillingAccountId": f"{ACCOUNT}-profile",
            "x_CustomerId": CUSTOMER,
            "SubAccountId": SUBSCRIPTION,
            "x_ResourceGroupName": "rg-web",
            "BillingCurrency": "CHF",
            "BilledCost": "50",
            "ListCost": "50",
            "x_BilledCostInUsd": "50",
            "ChargeCategory": "Usage",
            "ChargePeriodStart": MONTH.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    }
    request = urllib.request.Request(
        f"{ENDPOINT}/v1/cost-events",
        data=json.dumps([event]).encode(),
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/cloudevents-batch+json"},
    )
    trusted = ssl.create_default_context(cafile=os.environ.get("REQUESTS_CA_BUNDLE"))
    with urllib.request.urlopen(request, context=trusted) as answer:
        assert answer.status == 202, answer.read()


def budget(amount, e_tag=None):
    return budgets.Budget(
        e_tag=e_tag,
        category="Cost",
        amount=amount,
        time_grain="Monthly",
        time_period=budgets.BudgetTimePeriod(start_date=MONTH),
        notifications={
            "Actual_GreaterThan_80_Percent": budgets.Notification(
                enabled=True, operator="GreaterThan", threshold=80, contact_emails=["python@example.com"], threshold_type="Actual"
            )
        },
    )


step("a charge is sent in", charge)
step(
    "azure-mgmt-billing lists the billing accounts",
    lambda: eventually(lambda: [one.name for one in billing.billing_accounts.list()], lambda names: ACCOUNT in names),
)
step(
    "azure-mgmt-billing lists the customers",
    lambda: eventually(lambda: [one.name for one in billing.customers.list_by_billing_account(ACCOUNT)], lambda names: names == [CUSTOMER]),
)


def policy():
    assert billing.policies.get_by_customer(ACCOUNT, CUSTOMER).view_charges == "NotAllowed"
    billing.policies.update_customer(ACCOUNT, CUSTOMER, {"properties": {"viewCharges": "Allowed"}})
    assert billing.policies.get_by_customer(ACCOUNT, CUSTOMER).view_charges == "Allowed"


step("azure-mgmt-billing reads and sets the policy of a customer", policy)


def roles():
    found = list(authorization.role_definitions.list(SUBSCRIPTION_ID, filter="roleName eq 'Cost Management Reader'"))
    assert [one.name for one in found] == [READER], found
    assert found[0].role_type == "BuiltInRole"
    owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
    name = str(uuid.uuid4())
    sent = f"{SUBSCRIPTION_ID}/providers/Microsoft.Authorization/roleDefinitions/{owner}"
    made = authorization.role_assignments.create(
        SUBSCRIPTION_ID,
        name,
        {"role_definition_id": sent, "principal_id": CALLER["oid"], "principal_type": "User", "description": "from Python"},
    )
    for one in (made, authorization.role_assignments.get(SUBSCRIPTION_ID, name)):
        assert one.role_definition_id == sent, one
        assert one.principal_type == "User", one
        assert one.description == "from Python", one
    assert authorization.role_definitions.get_by_id(made.role_definition_id).role_name == "Owner"
    refused(
        400,
        lambda: authorization.role_assignments.create(
            SUBSCRIPTION_ID,
            str(uuid.uuid4()),
            {"role_definition_id": sent, "principal_id": str(uuid.uuid4()), "condition": "@Resource[x] StringEquals 'y'", "condition_version": "2.0"},
        ),
    )


step("azure-mgmt-authorization finds a role, assigns one, reads it back, and is refused a condition", roles)



def seen():
    listed = [one for one in subscriptions.subscriptions.list() if one.subscription_id == SUBSCRIPTION]
    assert [one.id for one in listed] == [SUBSCRIPTION_ID], listed
    assert listed[0].state == "Enabled", listed[0]
    assert subscriptions.subscriptions.get(SUBSCRIPTION).tenant_id == CUSTOMER
    refused(404, lambda: subscriptions.subscriptions.get(str(uuid.uuid4())))
    assert [one.tenant_id for one in subscriptions.tenants.list()] == [CALLER["tid"]]


step("azure-mgmt-resource lists the subscriptions and tenants, and reads one", seen)

for scope in (
    ACCOUNT_ID,
    f"{ACCOUNT_ID}/billingProfiles/{ACCOUNT}-profile",
    f"{ACCOUNT_ID}/customers/{CUSTOMER}",
    SUBSCRIPTION_ID,
    f"{SUBSCRIPTION_ID}/resourceGroups/rg-web",
):

    def lives(scope=scope):
        refused(404, lambda: consumption.budgets.get(scope, "from-python"))
        made = consumption.budgets.create_or_update(scope, "from-python", budget(1000))
        assert made.amount == 1000
        read = eventually(lambda: consumption.budgets.get(scope, "from-python"), lambda one: one.current_spend.amount == 50)
        assert read.time_period.start_date == MONTH, read.time_period.start_date
        assert [one.name for one in consumption.budgets.list(scope)] == ["from-python"]
        changed = consumption.budgets.create_or_update(scope, "from-python", budget(2000, read.e_tag))
        assert changed.amount == 2000
        refused(400, lambda: consumption.budgets.create_or_update(scope, "from-python", budget(3000, read.e_tag)))
        consumption.budgets.delete(scope, "from-python")
        refused(404, lambda: consumption.budgets.get(scope, "from-python"))

    step(f"azure-mgmt-consumption makes, reads, lists, changes and deletes a budget at {scope.split('/')[-2]}", lives)


def asked():
    question = costs.QueryDefinition(
        type="ActualCost",
        timeframe="MonthToDate",
        dataset=costs.QueryDataset(granularity="None", aggregation={"cost": costs.QueryAggregation(name="PreTaxCost", function="Sum")}),
    )
    answer = costs_of.query.usage(ACCOUNT_ID, question)
    assert answer.rows[0][0] == 50, answer.rows


step("azure-mgmt-costmanagement asks what the account cost", asked)


def told_apart():
    groups = next(one for one in costs_of.dimensions.list(SUBSCRIPTION_ID, expand="properties/data") if one.category == "ResourceGroupName")
    assert groups.data == ["rg-web"], groups.data
    details = list(consumption.usage_details.list(SUBSCRIPTION_ID, metric="actualcost"))
    assert len(details) == 1, details


step("azure-mgmt-costmanagement lists the values of a dimension, and azure-mgmt-consumption the usage details", told_apart)
print("Azure's SDK for Python works against", ENDPOINT)
