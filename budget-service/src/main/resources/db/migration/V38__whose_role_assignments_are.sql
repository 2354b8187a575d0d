-- Whose the subscription was when a role was assigned at it or in it, as the last PUT found it: lower case; null of what was assigned before this migration, by an older version beside it,
-- before the subscription was known, or at a management group. And who has put it last, when: null of what nobody has put again.
alter table role_assignment
    add column customer text collate "C",
    add column updated_at timestamptz,
    add column updated_by text;
