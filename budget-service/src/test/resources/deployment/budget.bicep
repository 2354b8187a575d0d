targetScope = 'subscription'

@description('Name of the budget.')
param budgetName string

@minValue(1)
param amount int = 1000

param startDate string = utcNow('yyyy-MM-01T00:00:00Z')

param contactEmails array

@description('Who may read the subscription.')
param readerId string

param warnEarly bool = false

var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, readerId, reader)
  properties: {
    roleDefinitionId: reader
    principalId: readerId
    principalType: 'User'
  }
}

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: budgetName
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
      endDate: dateTimeAdd(startDate, 'P1Y', 'yyyy-MM-ddTHH:mm:ssZ')
    }
    notifications: {
      Actual_GreaterThan_80_Percent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        contactEmails: contactEmails
      }
    }
  }
  dependsOn: [
    assignment
  ]
}

resource early 'Microsoft.Consumption/budgets@2023-11-01' = if (warnEarly) {
  name: '${budgetName}-early'
  properties: budget.properties
}

output budgetId string = budget.id
output amount int = budget.properties.amount
