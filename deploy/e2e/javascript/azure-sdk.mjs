// What a partner's program does against Azure, with Azure's SDK for JavaScript as it is: only the endpoint is another.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { BillingManagementClient } from "@azure/arm-billing";
import { ConsumptionManagementClient } from "@azure/arm-consumption";
import { CostManagementClient } from "@azure/arm-costmanagement";
import { MonitorClient } from "@azure/arm-monitor";
import { SubscriptionClient } from "@azure/arm-resources-subscriptions";

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
const authorization = new AuthorizationManagementClient(credential, subscription, options);
const monitor = new MonitorClient(credential, subscription, options);
const subscriptions = new SubscriptionClient(credential, options);
const caller = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

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

const event = (id, amount, also = {}) => ({
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
});

/** Cost is sent in Outlay's own way; Azure has none. */
async function send(...events) {
  const response = await fetch(`${endpoint}/v1/cost-events`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/cloudevents-batch+json" },
    body: JSON.stringify(events),
  });
  assert.equal(response.status, 202, await response.text());
}

const charge = (id, amount, also) => send(event(id, amount, also));

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
await step("arm-authorization finds a role by its name, makes the Global admin owner of the subscription, and reads that back", async () => {
  const found = await all(authorization.roleDefinitions.list(subscriptionId, { filter: "roleName eq 'Cost Management Reader'" }));
  assert.deepEqual(found.map((one) => one.name), ["72fafb9e-0641-4937-9268-a91bfd8191a3"]);
  const name = randomUUID();
  const roleDefinitionId = `${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`;
  const made = await authorization.roleAssignments.create(subscriptionId, name, { roleDefinitionId, principalId: caller.oid, principalType: "User" });
  assert.equal(made.roleDefinitionId, roleDefinitionId);
  assert.equal((await authorization.roleAssignments.get(subscriptionId, name)).principalId, caller.oid);
  assert.deepEqual((await all(authorization.roleAssignments.listForScope(subscriptionId))).map((one) => one.name), [name]);
});

await step("arm-resources-subscriptions lists the subscriptions and tenants, and reads one", async () => {
  const seen = await eventually(() => all(subscriptions.subscriptions.list()), (found) => found.some((one) => one.subscriptionId === subscription));
  const listed = seen.find((one) => one.subscriptionId === subscription);
  assert.equal(listed.id, subscriptionId);
  assert.equal(listed.state, "Enabled");
  assert.equal(listed.tenantId, customer);
  assert.deepEqual(await subscriptions.subscriptions.get(subscription), listed);
  await assert.rejects(subscriptions.subscriptions.get(randomUUID()), { statusCode: 404 });
  assert.deepEqual((await all(subscriptions.tenants.list())).map((one) => one.tenantId), [caller.tid]);
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

await step("arm-consumption reads and lists a budget of Outlay's own kind, and deletes it", async () => {
  const monday = new Date();
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
  const day = monday.toISOString().slice(0, 10);
  const path = `${customerId}/providers/Microsoft.Consumption/budgets/of-a-week?api-version=2023-05-01`;
  const own = { category: "Cost", amount: 70, timeGrain: "Weekly", timePeriod: { startDate: `${day}T00:00:00Z` }, metric: "Amortized", periodAmounts: { [day]: 75.5 } };
  const response = await fetch(endpoint + path, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ properties: { ...own, notifications: budget(1).notifications } }),
  });
  assert.equal(response.status, 201, await response.text());
  const read = await consumption.budgets.get(customerId, "of-a-week");
  assert.equal(read.timeGrain, "Weekly");
  assert.equal(read.amount, 70);
  assert.deepEqual(Object.keys(read.notifications), ["Actual_GreaterThan_80_Percent"]);
  assert.deepEqual((await all(consumption.budgets.list(customerId))).map((one) => one.name), ["of-a-week"]);
  await consumption.budgets.delete(customerId, "of-a-week");
});

await step("arm-authorization makes a role of actions, reads it by its id alone, changes and deletes it", async () => {
  const name = randomUUID();
  const role = { roleName: `Watcher ${name}`, roleType: "CustomRole", assignableScopes: [subscriptionId], permissions: [{ actions: ["Microsoft.Consumption/*/read"] }] };
  const made = await authorization.roleDefinitions.createOrUpdate(subscriptionId, name, role);
  assert.equal(made.roleName, role.roleName);
  assert.deepEqual((await authorization.roleDefinitions.getById(`/providers/Microsoft.Authorization/roleDefinitions/${name}`)).assignableScopes, [subscriptionId]);
  const changed = await authorization.roleDefinitions.createOrUpdate(subscriptionId, name, { ...role, permissions: [{ actions: ["*/read"] }] });
  assert.deepEqual(changed.permissions[0].actions, ["*/read"]);
  assert.deepEqual((await all(authorization.roleDefinitions.list(subscriptionId, { filter: "type eq 'CustomRole'" }))).map((one) => one.name), [name]);
  await authorization.roleDefinitions.delete(subscriptionId, name);
  await assert.rejects(authorization.roleDefinitions.get(subscriptionId, name), { statusCode: 404 });
});

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
    // What was bought counts at the account and the profile; a customer and a subscription show usage alone.
    const invoiced = scope === accountId || scope.includes("/billingProfiles/");
    const expected = invoiced ? 102.5 : 90.5;
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
    assert.equal(details.length, invoiced ? 3 : 2);
  });
}

const day = (offset) => new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 + offset * 86_400_000);
const nextWeek = {
  type: "ActualCost",
  timeframe: "Custom",
  timePeriod: { from: day(0), to: day(6) },
  dataset: { granularity: "Daily", aggregation: { totalCost: { name: "Cost", function: "Sum" } } },
  includeActualCost: false,
};

// An account of its own, so that it does not depend on the day of the month how much history there is.
const steady = `${account}-steady`;
const steadyId = `/providers/Microsoft.Billing/billingAccounts/${steady}`;
const ofSteady = { x_BillingAccountId: steady, BillingAccountId: `${steady}-profile`, x_CustomerId: randomUUID(), SubAccountId: randomUUID() };
const daysAgo = (ago) => event(`steady-${ago}`, "10", { ...ofSteady, ChargePeriodStart: day(-ago).toISOString() });

await step("arm-costmanagement is told that there is too little history to forecast", async () => {
  await send(daysAgo(3));
  const asked = { ...nextWeek, timePeriod: { from: day(-7), to: day(0) } };
  await eventually(() => costs.query.usage(steadyId, asked), (found) => found.rows.length === 1);
  await assert.rejects(costs.forecast.usage(steadyId, nextWeek), { statusCode: 424 });
});

await step("arm-costmanagement asks for the forecast of an account that has cost 10 a day for two months", async () => {
  await send(...Array.from({ length: 60 }, (_, ago) => daysAgo(ago + 1)));
  const { columns, rows } = await eventually(() => costs.forecast.usage(steadyId, nextWeek), (found) => found.rows?.length === 7);
  assert.deepEqual(columns.map((column) => column.name), ["Cost", "UsageDate", "CostStatus", "Currency"]);
  for (const [cost, , status, currency] of rows) {
    assert.ok(Math.abs(cost - 10) < 0.5, JSON.stringify(rows));
    assert.deepEqual([status, currency], ["Forecast", "USD"]);
  }
});

await step("arm-monitor makes, reads, lists and deletes an action group, and a budget names it", async () => {
  const emailReceivers = [{ name: "finance", emailAddress: "javascript@example.com", useCommonAlertSchema: true }];
  const group = { location: "Global", groupShortName: "js", enabled: true, emailReceivers };
  const made = await monitor.actionGroups.createOrUpdate("rg-web", "from-javascript", group);
  assert.equal((await monitor.actionGroups.get("rg-web", "from-javascript")).emailReceivers[0].emailAddress, "javascript@example.com");
  assert.deepEqual((await all(monitor.actionGroups.listBySubscriptionId())).map((one) => one.id), [made.id]);
  const notified = budget(1000);
  notified.notifications.Actual_GreaterThan_80_Percent.contactGroups = [made.id];
  const named = await consumption.budgets.createOrUpdate(subscriptionId, "with-a-group", notified);
  assert.deepEqual(named.notifications.Actual_GreaterThan_80_Percent.contactGroups, [made.id]);
  await consumption.budgets.delete(subscriptionId, "with-a-group");
  await monitor.actionGroups.delete("rg-web", "from-javascript");
  await assert.rejects(monitor.actionGroups.get("rg-web", "from-javascript"), { statusCode: 404 });
});

await step("arm-costmanagement saves, reads, lists and deletes a view", async () => {
  const view = { displayName: "From JavaScript", chart: "Area", accumulated: "true", metric: "ActualCost", typePropertiesQueryType: "Usage", timeframe: "MonthToDate", dataSet: monthByService.dataset };
  const made = await costs.views.createOrUpdateByScope(accountId, "from-javascript", view);
  assert.equal(made.displayName, "From JavaScript");
  assert.equal((await costs.views.getByScope(accountId, "from-javascript")).eTag, made.eTag);
  assert.equal((await costs.views.getByScope(accountId.substring(1), "from-javascript")).eTag, made.eTag);
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
