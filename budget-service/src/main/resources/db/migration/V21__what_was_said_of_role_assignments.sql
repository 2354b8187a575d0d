-- What was sent of a role assignment and decides nothing, shown as it was sent: Terraform makes an assignment anew when it reads otherwise than it was written. Null where nothing was said.
alter table role_assignment
    add column role_definition_id text,  -- a resource id that ends with the role's, at whatever scope it was looked up
    add column principal_type     text,
    add column description        text;
