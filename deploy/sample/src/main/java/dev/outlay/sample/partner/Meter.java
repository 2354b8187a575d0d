package dev.outlay.sample.partner;

/** What Azure meters, with its names; list prices are round figures near the public ones, in US dollars. */
enum Meter {
    VM_D4(
            "Virtual Machines",
            "Compute",
            "Dsv5 Series",
            "D4s v5",
            "1 Hour",
            "0.192",
            24,
            "Microsoft.Compute/virtualMachines",
            Rhythm.OFFICE),
    VM_E8(
            "Virtual Machines",
            "Compute",
            "Esv5 Series",
            "E8s v5",
            "1 Hour",
            "0.504",
            24,
            "Microsoft.Compute/virtualMachines",
            Rhythm.STEADY),
    VM_B2(
            "Virtual Machines",
            "Compute",
            "BS Series",
            "B2ms",
            "1 Hour",
            "0.0832",
            24,
            "Microsoft.Compute/virtualMachines",
            Rhythm.OFFICE),
    DISK_P30(
            "Storage",
            "Storage",
            "Premium SSD Managed Disks",
            "P30 LRS Disk",
            "1/Month",
            "135.17",
            0.0329,
            "Microsoft.Compute/disks",
            Rhythm.STEADY),
    BLOB_HOT(
            "Storage",
            "Storage",
            "Tiered Block Blob",
            "Hot LRS Data Stored",
            "1 GB/Month",
            "0.0196",
            160,
            "Microsoft.Storage/storageAccounts",
            Rhythm.GROWING),
    SQL_VCORE(
            "SQL Database",
            "Databases",
            "SQL Database Single/Elastic Pool General Purpose - Compute Gen5",
            "vCore",
            "1 Hour",
            "0.2013",
            96,
            "Microsoft.Sql/servers/databases",
            Rhythm.STEADY),
    POSTGRES_VCORE(
            "Azure Database for PostgreSQL",
            "Databases",
            "Flexible Server General Purpose Ddsv5 Series Compute",
            "vCore",
            "1 Hour",
            "0.0945",
            96,
            "Microsoft.DBforPostgreSQL/flexibleServers",
            Rhythm.STEADY),
    COSMOS_RU(
            "Azure Cosmos DB",
            "Databases",
            "Azure Cosmos DB",
            "100 RU/s",
            "1 Hour",
            "0.008",
            960,
            "Microsoft.DocumentDB/databaseAccounts",
            Rhythm.BUSY),
    REDIS_C1(
            "Redis Cache",
            "Databases",
            "Azure Redis Cache Standard",
            "C1 Cache",
            "1 Hour",
            "0.138",
            24,
            "Microsoft.Cache/redis",
            Rhythm.STEADY),
    APP_P1V3(
            "Azure App Service",
            "Web",
            "Azure App Service Premium v3 Plan - Linux",
            "P1 v3 App",
            "1 Hour",
            "0.155",
            48,
            "Microsoft.Web/serverFarms",
            Rhythm.STEADY),
    FUNCTIONS(
            "Functions",
            "Compute",
            "Functions",
            "Standard Execution Time",
            "1 GB Second",
            "0.000016",
            400_000,
            "Microsoft.Web/sites",
            Rhythm.BUSY),
    AKS_SLA(
            "Azure Kubernetes Service",
            "Compute",
            "Azure Kubernetes Service",
            "Standard Uptime SLA",
            "1 Hour",
            "0.10",
            24,
            "Microsoft.ContainerService/managedClusters",
            Rhythm.STEADY),
    REGISTRY(
            "Container Registry",
            "Compute",
            "Container Registry",
            "Standard Registry Unit",
            "1/Day",
            "0.667",
            1,
            "Microsoft.ContainerRegistry/registries",
            Rhythm.STEADY),
    EGRESS(
            "Bandwidth",
            "Networking",
            "Rtn Preference: MGN",
            "Standard Data Transfer Out",
            "1 GB",
            "0.087",
            90,
            "Microsoft.Network/publicIPAddresses",
            Rhythm.BUSY),
    FIREWALL(
            "Azure Firewall",
            "Networking",
            "Azure Firewall",
            "Standard Deployment",
            "1 Hour",
            "1.25",
            24,
            "Microsoft.Network/azureFirewalls",
            Rhythm.STEADY),
    VPN_GATEWAY(
            "VPN Gateway",
            "Networking",
            "VPN Gateway",
            "VpnGw1",
            "1 Hour",
            "0.19",
            24,
            "Microsoft.Network/virtualNetworkGateways",
            Rhythm.STEADY),
    PUBLIC_IP(
            "Virtual Network",
            "Networking",
            "IP Addresses",
            "Standard IPv4 Static Public IP",
            "1 Hour",
            "0.005",
            72,
            "Microsoft.Network/publicIPAddresses",
            Rhythm.STEADY),
    LOGS(
            "Log Analytics",
            "Management and Governance",
            "Log Analytics",
            "Analytics Logs Data Ingestion",
            "1 GB",
            "2.76",
            6,
            "Microsoft.OperationalInsights/workspaces",
            Rhythm.BUSY),
    BACKUP(
            "Backup",
            "Storage",
            "Backup",
            "Azure VM Protected Instances",
            "1/Month",
            "10",
            0.164,
            "Microsoft.RecoveryServices/vaults",
            Rhythm.STEADY),
    DEFENDER(
            "Microsoft Defender for Cloud",
            "Security",
            "Microsoft Defender for Servers",
            "Standard P2 Node",
            "1 Hour",
            "0.02",
            120,
            "Microsoft.Security/pricings",
            Rhythm.STEADY),
    KEY_VAULT(
            "Key Vault",
            "Security",
            "Key Vault",
            "Operations",
            "10K",
            "0.03",
            12,
            "Microsoft.KeyVault/vaults",
            Rhythm.BUSY),
    EVENT_HUBS(
            "Event Hubs",
            "Integration",
            "Event Hubs",
            "Standard Throughput Unit",
            "1 Hour",
            "0.03",
            96,
            "Microsoft.EventHub/namespaces",
            Rhythm.STEADY),
    SERVICE_BUS(
            "Service Bus",
            "Integration",
            "Service Bus",
            "Standard Base Unit",
            "1/Hour",
            "0.0135",
            24,
            "Microsoft.ServiceBus/namespaces",
            Rhythm.STEADY),
    OPENAI_TOKENS(
            "Cognitive Services",
            "AI and Machine Learning",
            "Azure OpenAI",
            "gpt 4o 1120 Inp regnl Tokens",
            "1K",
            "0.00275",
            9_000,
            "Microsoft.CognitiveServices/accounts",
            Rhythm.GROWING);

    /** How use goes through a week and over the years. */
    enum Rhythm {
        /** The same every day. */
        STEADY,
        /** Switched off at night and mostly at weekends. */
        OFFICE,
        /** Follows the visitors, fewer at weekends. */
        BUSY,
        /** Data and habits that pile up. */
        GROWING
    }

    final String service;
    final String category;
    final String subcategory;
    final String meter;
    final String unit;
    final String listUnitPriceUsd;
    final double unitsPerDay;
    final String resourceType;
    final Rhythm rhythm;

    Meter(
            String service,
            String category,
            String subcategory,
            String meter,
            String unit,
            String listUnitPriceUsd,
            double unitsPerDay,
            String resourceType,
            Rhythm rhythm) {
        this.service = service;
        this.category = category;
        this.subcategory = subcategory;
        this.meter = meter;
        this.unit = unit;
        this.listUnitPriceUsd = listUnitPriceUsd;
        this.unitsPerDay = unitsPerDay;
        this.resourceType = resourceType;
        this.rhythm = rhythm;
    }
}
