-- Of which tenant whoever changed a status last is, and who that is: {tenant}/{principal}, lower case. It counts where status_modified_by is the same principal: the version before this one writes that
-- alone, and then nobody knows of which tenant it was. A customer is not told which person of the partner's it was.
alter table alert add column status_modified_of text;
