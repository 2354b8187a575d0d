-- Who of each tenant wrote a budget last, as JSON: [{"principalId", "tenantId", "groups"}, {..., "contactEmails", "contactRoles", "contactGroups"}, ...]. The first wrote last of all,
-- and had everything told that none of the others has among its contacts. Null for what the version before made, which its creator had told.
alter table budget add column writers text;

update budget set writers = cast(json_build_array(json_build_object('principalId', created_by, 'tenantId', lower(created_tenant), 'groups', json_build_array())) as text);
