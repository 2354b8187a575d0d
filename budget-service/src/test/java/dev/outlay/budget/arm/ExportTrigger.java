package dev.outlay.budget.arm;

/**
 * Something that happens in the database as a run of an export goes on, until it is closed. It counts how often that was.
 *
 * @param name of the trigger, its function and its sequence
 */
record ExportTrigger(String name) implements AutoCloseable {

    /** It was noted in which file the charges are collected. */
    static final String BEGUN = "old.state = 1 and new.state = 2";

    /** Whoever holds a run holds it longer, before each part of the file and before that gets its name. */
    static final String RENEWED =
            "old.state = 2 and new.state = 2 and new.holder = old.holder and new.attempts = old.attempts";

    /**
     * Before a change of runs in an account.
     *
     * @param action of PL/pgSQL, in which {@code number} says how often it came to this; it returns the row, or null to change nothing
     */
    static ExportTrigger before(String change, String name, String account, String action) {
        Client.sql(
                "create sequence " + name,
                "create or replace function " + name
                        + "() returns trigger language plpgsql security definer as $$ declare number bigint; begin"
                        + " if not exists (select 1 from cost_export e where e.id = new.export_id and e.owner like '%"
                        + account
                        + "%') then return new; end if; number := nextval('" + name + "'); " + action + " end $$",
                "create trigger " + name + " before update on cost_export_run for each row when (" + change
                        + ") execute function " + name + "()");
        return new ExportTrigger(name);
    }

    /** How often it has happened. */
    int times() {
        return Integer.parseInt(Client.value("select case when is_called then last_value else 0 end from " + name));
    }

    @Override
    public void close() {
        Client.sql(
                "drop trigger " + name + " on cost_export_run",
                "drop function " + name + "()",
                "drop sequence " + name);
    }
}
