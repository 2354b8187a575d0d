// What a partner's program does against Azure, with Azure's SDK for JavaScript as it is: only the endpoint is another.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { BillingManagementClient } from "@azure/arm-billing";
import { ConsumptionManagementClient } from "@azure/arm-consumption";
import { CostManagementClient } from "@azure/arm-costmanagement";

const endpoint = process.env.OUTLAY_URL;
const token = process.env.OUTLAY_TOKEN;
assert.ok(endpoint && token, "OUTLAY_URL and OUTLAY_TOKEN have to be set; ./run sets both");

const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
const subscription = randomUUID();
const customer = randomUUID();
const account = `javascript-${randomUUID()}`;
const accountId = `/providers/Microsoft.Billing/billingAccounts/${account}`;
const customerId = `${accountId}/customers/${customer}`;
const month = `${new Date().toISOString().slice(0, 7)}-01`;

const options = { endpoint };
const consumption = new ConsumptionManagementClient(credential, subscription, options);
const costs = new CostManagementClient(credential, options);
const billing = new BillingManagementClient(credential, subscription, options);

async function step(name, work) {
  const begin = Date.now();
  const result = await work();
  console.log(`ok  ${name}  ${Date.now() - begin} ms`);
  return result;
}

/** Asks until the answer is right: a charge takes a moment to be counted. */
async function eventually(ask, isRight) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    let last;
    try {
      last = await ask();
      if (isRight(last)) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`after 30 seconds still: ${JSON.stringify(last) ?? last}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function all(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

async function charge(id, amount, also = {}) {
  const response = await fetch(`${endpoint}/v1/cost-events`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/cloudevents-batch+json" },
    body: JSON.stringify([
      {
        specversion: "1.0",
        id,
        source: "urn:outlay:javascript",
        type: "dev.outlay.charge.v1",
        data: {
          x_BillingAccountId: account,
          BillingAccountId: `${account}-profile`,
          x_CustomerId: customer,
          SubAccountId: subscription,
          x_ResourceGroupName: "rg-web",
          BillingCurrency: "CHF",
          BilledCost: amount,
          ListCost: amount,
          x_BilledCostInUsd: amount,
          ChargeCategory: "Usage",
          ChargePeriodStart: `${month}T00:00:00Z`,
          ...also,
        },
      },
    ]),
  });
  assert.equal(response.status, 202, await response.text());
}

const budget = (amount, eTag) => ({
  eTag,
  category: "Cost",
  amount,
  timeGrain: "Monthly",
  timePeriod: { startDate: new Date(`${month}T00:00:00Z`) },
  notifications: {
    Actual_GreaterThan_80_Percent: {
      enabled: true,
      operator: "GreaterThan",
      threshold: 80,
      contactEmails: ["javascript@example.com"],
      thresholdType: "Actual",
    },
  },
});

await step("a charge is sent in", () => charge("1", "50"));

const accounts = await step("arm-billing lists the billing accounts", () =>
  eventually(() => all(billing.billingAccounts.list()), (found) => found.some((one) => one.name === account)));
assert.equal(accounts.find((one) => one.name === account).agreementType, "MicrosoftPartnerAgreement");

const customers = await step("arm-billing lists the customers", () =>
  eventually(() => all(billing.customers.listByBillingAccount(account)), (found) => found.length > 0));
assert.deepEqual(customers.map((one) => one.name), [customer]);

await step("arm-billing reads and sets the policy of a customer", async () => {
  assert.equal((await billing.policies.getByCustomer(account, customer)).viewCharges, "NotAllowed");
  await billing.policies.updateCustomer(account, customer, { viewCharges: "Allowed" });
  assert.equal((await billing.policies.getByCustomer(account, customer)).viewCharges, "Allowed");
});

// At a subscription nobody sees cost without a role there, a Global admin neither.
const subscriptionId = `/subscriptions/${subscription}`;
await step("the Global admin is made owner of the subscription", async () => {
  const principalId = JSON.parse(Buffer.from(token.split(".")[1], "base64url")).oid;
  const owner = `${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`;
  const response = await fetch(
    `${endpoint}${subscriptionId}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}?api-version=2022-04-01`,
    {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ properties: { roleDefinitionId: owner, principalId } }),
    },
  );
  assert.equal(response.status, 201, await response.text());
});

const fiveScopes = [
  accountId,
  `${accountId}/billingProfiles/${account}-profile`,
  customerId,
  subscriptionId,
  `${subscriptionId}/resourceGroups/rg-web`,
];

for (const scope of fiveScopes) {
  await step(`arm-consumption makes, reads, lists, changes and deletes a budget at ${scope.split("/").slice(-2, -1)}`, async () => {
    await assert.rejects(consumption.budgets.get(scope, "from-javascript"), { statusCode: 404 });
    const made = await consumption.budgets.createOrUpdate(scope, "from-javascript", budget(1000));
    assert.equal(made.amount, 1000);
    const read = await eventually(
      () => consumption.budgets.get(scope, "from-javascript"),
      (one) => one.currentSpend?.amount === 50,
    );
    assert.equal(read.timePeriod.startDate.toISOString(), `${month}T00:00:00.000Z`);
    assert.deepEqual((await all(consumption.budgets.list(scope))).map((one) => one.name), ["from-javascript"]);
    const changed = await consumption.budgets.createOrUpdate(scope, "from-javascript", budget(2000, read.eTag));
    assert.equal(changed.amount, 2000);
    await assert.rejects(consumption.budgets.createOrUpdate(scope, "from-javascript", budget(3000, read.eTag)), { statusCode: 400 });
    await consumption.budgets.delete(scope, "from-javascript");
    await assert.rejects(consumption.budgets.get(scope, "from-javascript"), { statusCode: 404 });
  });
}

await step("arm-costmanagement lists the alert of a crossing", async () => {
  await consumption.budgets.createOrUpdate(customerId, "small", budget(100));
  await charge("2", "40.5");
  const { value } = await eventually(() => costs.alerts.list(customerId), (found) => found.value?.length === 1);
  assert.equal(value[0].costEntityId, "small");
  assert.equal(value[0].details.currentSpend, 90.5);
});

const profile = `${account}-profile`;
const period = [month, new Date().toISOString().slice(0, 10)];

await step("arm-billing lists the invoices of the account and of its profile, and reads one", async () => {
  const ofAccount = await all(billing.invoices.listByBillingAccount(account, ...period));
  const ofProfile = await all(billing.invoices.listByBillingProfile(account, profile, ...period));
  assert.deepEqual(ofAccount.map((one) => one.id), ofProfile.map((one) => one.id));
  const invoice = await billing.invoices.get(account, ofAccount[0].name);
  assert.equal(invoice.subTotal.value, 90.5);
  assert.equal(invoice.subTotal.currency, "CHF");
  assert.equal(invoice.invoicePeriodStartDate.toISOString(), `${month}T00:00:00.000Z`);
});

await step("arm-billing lists the billing subscriptions of account, profile and customer", async () => {
  for (const pages of [
    billing.billingSubscriptions.listByBillingAccount(account),
    billing.billingSubscriptions.listByBillingProfile(account, profile),
    billing.billingSubscriptions.listByCustomer(account, customer),
  ]) {
    const [one, ...others] = await all(pages);
    assert.deepEqual(others, []);
    assert.equal(one.subscriptionId, subscription);
    assert.equal(one.monthToDateCharges.value, 90.5);
  }
});

await step("arm-billing lists what was bought for a customer, and the transactions of the invoice", async () => {
  await charge("3", "12", { ChargeCategory: "Purchase", x_ProductOrderId: "order-1", x_ProductOrderName: "Mail filter" });
  const [product] = await eventually(() => all(billing.products.listByCustomer(account, customer)), (found) => found.length === 1);
  assert.equal(product.displayName, "Mail filter");
  assert.equal(product.lastCharge.value, 12);
  assert.equal((await billing.products.get(account, product.name)).id, product.id);
  assert.equal((await all(billing.products.listByBillingProfile(account, profile)))[0].id, product.id);
  const [invoice] = await all(billing.invoices.listByBillingAccount(account, ...period));
  const transactions = await all(billing.transactions.listByInvoice(account, invoice.name));
  assert.equal(transactions.reduce((sum, one) => sum + one.transactionAmount.value, 0), invoice.subTotal.value);
  assert.deepEqual(new Set(transactions.map((one) => one.transactionType)), new Set(["Usage Charge", "Purchase"]));
});

await step("the roles that can be assigned have Azure's ids", async () => {
  const path = `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions`;
  const filter = encodeURIComponent("roleName eq 'Cost Management Reader'");
  const response = await fetch(`${endpoint}${path}?api-version=2022-04-01&$filter=${filter}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(response.status, 200);
  const { value } = await response.json();
  assert.deepEqual(value.map((one) => one.name), ["72fafb9e-0641-4937-9268-a91bfd8191a3"]);
});

const monthByService = {
  type: "ActualCost",
  timeframe: "MonthToDate",
  dataset: {
    granularity: "Daily",
    aggregation: { totalCost: { name: "Cost", function: "Sum" } },
    grouping: [{ type: "Dimension", name: "ResourceGroupName" }],
  },
};

for (const scope of fiveScopes) {
  await step(`arm-costmanagement asks ${scope.split("/").slice(-2, -1)} for its cost, the values of a dimension and usage details`, async () => {
    // What was bought counts at billing scopes, at pre-tax prices; a subscription shows usage at retail alone.
    const expected = scope.startsWith("/subscriptions/") ? 90.5 : 102.5;
    const { columns, rows } = await eventually(
      () => costs.query.usage(scope, monthByService),
      (found) => found.rows.length > 0 && found.rows.reduce((sum, row) => sum + row[0], 0) === expected,
    );
    assert.deepEqual(columns.map((column) => column.name), ["Cost", "UsageDate", "ResourceGroupName", "Currency"]);
    assert.deepEqual(new Set(rows.map((row) => row[3])), new Set([scope === accountId ? "USD" : "CHF"]));
    const dimensions = await all(costs.dimensions.list(scope, { expand: "properties/data" }));
    const groups = dimensions.find((one) => one.category === "ResourceGroupName");
    assert.ok(groups.data.includes("rg-web"), JSON.stringify(groups));
    const details = await all(consumption.usageDetails.list(scope, { metric: "actualcost", top: 2 }));
    assert.equal(details.length, scope.startsWith("/subscriptions/") ? 2 : 3);
  });
}

await step("arm-costmanagement is told that there is too little history to forecast", () =>
  assert.rejects(
    costs.forecast.usage(customerId, {
      type: "ActualCost",
      timeframe: "Custom",
      timePeriod: { from: new Date(`${month}T00:00:00Z`), to: new Date(Date.now() + 7 * 86_400_000) },
      dataset: { granularity: "Daily", aggregation: { totalCost: { name: "Cost", function: "Sum" } } },
      includeActualCost: false,
    }),
    { statusCode: 424 },
  ));

await step("arm-costmanagement saves, reads, lists and deletes a view", async () => {
  const view = { displayName: "From JavaScript", chart: "Area", accumulated: "true", metric: "ActualCost", typePropertiesQueryType: "Usage", timeframe: "MonthToDate", dataSet: monthByService.dataset };
  const made = await costs.views.createOrUpdateByScope(accountId, "from-javascript", view);
  assert.equal(made.displayName, "From JavaScript");
  assert.equal((await costs.views.getByScope(accountId, "from-javascript")).eTag, made.eTag);
  assert.ok((await all(costs.views.listByScope(accountId))).some((one) => one.name === "from-javascript"));
  await costs.views.deleteByScope(accountId, "from-javascript");
  await assert.rejects(costs.views.getByScope(accountId, "from-javascript"), { statusCode: 404 });
});

await step("arm-costmanagement asks for a report of cost details, waits for it, and the file is read by its link", async () => {
  const report = await costs.generateCostDetailsReport.beginCreateOperationAndWait(
    accountId,
    { metric: "ActualCost", timePeriod: { start: period[0], end: period[1] } },
    { updateIntervalInMs: 200 },
  );
  assert.equal(report.status, "Completed");
  assert.equal(report.blobs.length, 1);
  const file = await fetch(report.blobs[0].blobLink);
  assert.equal(file.status, 200);
  const lines = (await file.text()).trimEnd().split("\r\n");
  assert.equal(lines.length, 1 + 3, "a line of names and one for each charge");
});

console.log("Azure's SDK for JavaScript works against", endpoint);
