package dev.outlay.budget.arm;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Calls what a route stands for. */
@ApplicationScoped
class Dispatch {

    private final BudgetsEndpoint budgets;
    private final CostEndpoint cost;
    private final ViewsEndpoint views;
    private final UsageDetailsEndpoint details;
    private final ChargesEndpoint charges;
    private final ForecastEndpoint forecasts;
    private final CostFilesEndpoint files;
    private final AssignmentsEndpoint assignments;
    private final RoleDefinitionsEndpoint definitions;
    private final ManagementGroupsEndpoint groups;
    private final DirectoryEndpoint directory;
    private final BillingEndpoint billing;
    private final PolicyEndpoint policies;
    private final ProfilePolicyEndpoint profilePolicies;
    private final SubscriptionsEndpoint subscriptions;
    private final InvoicesEndpoint invoices;
    private final InvoiceFilesEndpoint invoiceFiles;
    private final TransactionsEndpoint transactions;
    private final ProductsEndpoint products;
    private final PriceSheetsEndpoint prices;
    private final PriceSheetFilesEndpoint priceFiles;
    private final OperationsEndpoint operations;
    private final SourcesEndpoint sources;
    private final AuditEndpoint audit;
    private final DescriptionEndpoint description;
    private final SignedInEndpoint signedIn;
    private final DeploymentsEndpoint deployments;
    private final ProvidersEndpoint providers;
    private final ResourceGroupsEndpoint resourceGroups;
    private final KnownGroupsEndpoint knownGroups;
    private final ExportsEndpoint exports;

    Dispatch(
            BudgetsEndpoint budgets,
            CostEndpoint cost,
            ViewsEndpoint views,
            UsageDetailsEndpoint details,
            ChargesEndpoint charges,
            ForecastEndpoint forecasts,
            CostFilesEndpoint files,
            AssignmentsEndpoint assignments,
            RoleDefinitionsEndpoint definitions,
            ManagementGroupsEndpoint groups,
            DirectoryEndpoint directory,
            BillingEndpoint billing,
            PolicyEndpoint policies,
            ProfilePolicyEndpoint profilePolicies,
            SubscriptionsEndpoint subscriptions,
            InvoicesEndpoint invoices,
            InvoiceFilesEndpoint invoiceFiles,
            TransactionsEndpoint transactions,
            ProductsEndpoint products,
            PriceSheetsEndpoint prices,
            PriceSheetFilesEndpoint priceFiles,
            OperationsEndpoint operations,
            SourcesEndpoint sources,
            AuditEndpoint audit,
            DescriptionEndpoint description,
            SignedInEndpoint signedIn,
            DeploymentsEndpoint deployments,
            ProvidersEndpoint providers,
            ResourceGroupsEndpoint resourceGroups,
            KnownGroupsEndpoint knownGroups,
            ExportsEndpoint exports) {
        this.budgets = budgets;
        this.cost = cost;
        this.views = views;
        this.details = details;
        this.charges = charges;
        this.forecasts = forecasts;
        this.files = files;
        this.assignments = assignments;
        this.definitions = definitions;
        this.groups = groups;
        this.directory = directory;
        this.billing = billing;
        this.policies = policies;
        this.profilePolicies = profilePolicies;
        this.subscriptions = subscriptions;
        this.invoices = invoices;
        this.invoiceFiles = invoiceFiles;
        this.transactions = transactions;
        this.products = products;
        this.prices = prices;
        this.priceFiles = priceFiles;
        this.operations = operations;
        this.sources = sources;
        this.audit = audit;
        this.description = description;
        this.signedIn = signedIn;
        this.deployments = deployments;
        this.providers = providers;
        this.resourceGroups = resourceGroups;
        this.knownGroups = knownGroups;
        this.exports = exports;
    }

    Uni<Answer> answer(Call call) {
        return switch (call.route()) {
            case LIST_BUDGETS -> budgets.list(call);
            case GET_BUDGET -> budgets.get(call);
            case PUT_BUDGET -> budgets.put(call);
            case DELETE_BUDGET -> budgets.delete(call);
            case QUERY -> cost.query(call);
            case LIST_DIMENSIONS -> cost.dimensions(call);
            case LIST_OWN_VIEWS, LIST_VIEWS -> views.list(call);
            case GET_OWN_VIEW, GET_VIEW -> views.get(call);
            case PUT_OWN_VIEW, PUT_VIEW -> views.put(call);
            case DELETE_OWN_VIEW, DELETE_VIEW -> views.delete(call);
            case LIST_EXPORTS -> exports.list(call);
            case GET_EXPORT -> exports.get(call);
            case PUT_EXPORT -> exports.put(call);
            case DELETE_EXPORT -> exports.delete(call);
            case RUN_EXPORT -> exports.run(call);
            case LIST_EXPORT_RUNS -> exports.history(call);
            case LIST_USAGE_DETAILS -> details.list(call);
            case LIST_CHARGES -> charges.list(call);
            case FORECAST -> forecasts.forecast(call);
            case DOWNLOAD_USAGE_DETAILS -> files.download(call);
            case GET_DOWNLOAD -> files.downloadResult(call);
            case GENERATE_REPORT -> files.generate(call);
            case GET_REPORT -> files.reportResult(call);
            case LIST_SEEN_SUBSCRIPTIONS -> signedIn.list(call);
            case GET_SEEN_SUBSCRIPTION -> signedIn.get(call);
            case LIST_TENANTS -> signedIn.tenants(call);
            case LIST_PROVIDERS -> providers.list(call);
            case GET_PROVIDER -> providers.get(call);
            case REGISTER_PROVIDER -> providers.register(call);
            case UNREGISTER_PROVIDER -> providers.unregister(call);
            case LIST_RESOURCE_GROUPS -> resourceGroups.list(call);
            case GET_RESOURCE_GROUP -> resourceGroups.get(call);
            case PUT_RESOURCE_GROUP -> resourceGroups.put(call);
            case PATCH_RESOURCE_GROUP -> resourceGroups.patch(call);
            case DELETE_RESOURCE_GROUP -> resourceGroups.delete(call);
            case LIST_RESOURCES_OF_GROUP -> resourceGroups.resources(call);
            case LIST_ASSIGNMENTS -> assignments.list(call);
            case GET_ASSIGNMENT -> assignments.get(call);
            case PUT_ASSIGNMENT -> assignments.put(call);
            case DELETE_ASSIGNMENT -> assignments.delete(call);
            case LIST_ROLE_DEFINITIONS -> definitions.list(call);
            case GET_ROLE_DEFINITION -> definitions.get(call);
            case PUT_ROLE_DEFINITION -> definitions.put(call);
            case DELETE_ROLE_DEFINITION -> definitions.delete(call);
            case LIST_MANAGEMENT_GROUPS -> knownGroups.list(call);
            case GET_MANAGEMENT_GROUP -> knownGroups.get(call);
            case PUT_MANAGEMENT_GROUP -> knownGroups.put(call);
            case DELETE_MANAGEMENT_GROUP -> knownGroups.delete(call);
            case LIST_GROUP_SUBSCRIPTIONS -> groups.list(call);
            case GET_GROUP_SUBSCRIPTION -> groups.get(call);
            case PUT_GROUP_SUBSCRIPTION -> groups.put(call);
            case DELETE_GROUP_SUBSCRIPTION -> groups.delete(call);
            case LIST_DEPLOYMENTS, LIST_TENANT_DEPLOYMENTS -> deployments.list(call);
            case GET_DEPLOYMENT, GET_TENANT_DEPLOYMENT -> deployments.get(call);
            case DELETE_DEPLOYMENT, DELETE_TENANT_DEPLOYMENT -> deployments.delete(call);
            case CANCEL_DEPLOYMENT, CANCEL_TENANT_DEPLOYMENT -> deployments.cancel(call);
            case GET_DEPLOYMENT_OPERATION, GET_TENANT_DEPLOYMENT_OPERATION -> deployments.operation(call);
            case LIST_DEPLOYMENT_OPERATIONS, LIST_TENANT_DEPLOYMENT_OPERATIONS -> deployments.operations(call);
            case LIST_PRINCIPALS -> directory.list(call);
            case GET_PRINCIPAL -> directory.get(call);
            case PUT_PRINCIPAL -> directory.put(call);
            case DELETE_PRINCIPAL -> directory.delete(call);
            case LIST_ACCOUNTS -> billing.accounts(call);
            case GET_ACCOUNT -> billing.account(call);
            case PUT_ACCOUNT -> billing.putAccount(call);
            case PATCH_ACCOUNT -> billing.patchAccount(call);
            case LIST_PROFILES -> billing.profiles(call);
            case GET_PROFILE -> billing.profile(call);
            case PUT_PROFILE -> billing.putProfile(call);
            case LIST_CUSTOMERS -> billing.customers(call);
            case GET_CUSTOMER -> billing.customer(call);
            case PUT_CUSTOMER -> billing.putCustomer(call);
            case GET_PROFILE_POLICY -> profilePolicies.get(call);
            case PUT_PROFILE_POLICY -> profilePolicies.put(call);
            case GET_POLICY -> policies.get(call);
            case PUT_POLICY -> policies.put(call);
            case GET_POLICY_OPERATION -> policies.result(call);
            case LIST_SUBSCRIPTIONS -> subscriptions.list(call);
            case GET_SUBSCRIPTION -> subscriptions.get(call);
            case PUT_SUBSCRIPTION -> subscriptions.put(call);
            case PATCH_SUBSCRIPTION -> subscriptions.patch(call);
            case LIST_INVOICES -> invoices.list(call);
            case GET_INVOICE -> invoices.get(call);
            case PUT_INVOICE -> invoices.put(call);
            case CLOSE_INVOICE -> invoices.close(call);
            case DOWNLOAD_INVOICE -> invoiceFiles.download(call);
            case GET_INVOICE_DOWNLOAD -> invoiceFiles.result(call);
            case LIST_INVOICE_TRANSACTIONS -> transactions.ofInvoice(call);
            case LIST_INVOICE_USAGE_DETAILS -> details.ofInvoice(call);
            case LIST_TRANSACTIONS -> transactions.list(call);
            case GET_TRANSACTION -> transactions.get(call);
            case LIST_PRODUCTS -> products.list(call);
            case GET_PRODUCT -> products.get(call);
            case IMPORT_RATES -> operations.importRates(call);
            case RECONCILE -> operations.reconcile(call);
            case GET_RECONCILIATION -> operations.reconciliation(call);
            case GET_RECOUNT -> operations.recount(call);
            case LEDGER_STATUS -> operations.status(call);
            case LIST_SOURCES -> sources.list(call);
            case LIST_AUDIT -> audit.list(call);
            case GET_DESCRIPTION -> description.get();
            case GET_PRICE_SHEET -> prices.get(call);
            case DOWNLOAD_PRICE_SHEET -> priceFiles.download(call);
            case GET_PRICE_SHEET_DOWNLOAD -> priceFiles.result(call);
            case PUT_DEPLOYMENT,
                    PUT_TENANT_DEPLOYMENT,
                    VALIDATE_DEPLOYMENT,
                    VALIDATE_TENANT_DEPLOYMENT,
                    PUT_PRICE_SHEET,
                    FOLLOW_LINK,
                    GET_METADATA,
                    FORWARD_TO_INGEST,
                    FORWARD_TO_ALERT ->
                throw new IllegalStateException("said, sent, streamed, deployed or forwarded before it is dispatched");
        };
    }
}
