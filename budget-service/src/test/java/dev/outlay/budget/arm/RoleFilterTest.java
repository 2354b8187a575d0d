package dev.outlay.budget.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.access.Role;
import dev.outlay.budget.refusal.RefusedException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleFilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roleName eq 'Owner' | Owner",
                "ROLENAME EQ 'cost management reader' | Cost Management Reader",
                "roleName  eq  'Reader'  and  type eq 'BuiltInRole' | Reader",
                "type eq 'builtinrole' and atScopeAndBelow() and rolename eq 'Contributor' | Contributor",
                "roleName eq 'O''Brien' | ''",
                "type eq 'CustomRole' | ''",
                "roleName eq 'CostManagementReader' | ''"
            })
    void what_is_asked_for_is_found(String filter, String found) {
        RoleFilter read = RoleFilter.read(filter);

        assertThat(String.join(
                        ",",
                        Arrays.stream(Role.values())
                                .filter(role -> read.takes(role, "BuiltInRole"))
                                .map(Role::title)
                                .toList()))
                .isEqualTo(found);
    }

    @Test
    void nothing_and_every_scope_take_all() {
        assertThat(RoleFilter.read("")).isEqualTo(new RoleFilter(null, null, false));
        assertThat(RoleFilter.read(" atScope() ")).isEqualTo(new RoleFilter(null, null, false));
        assertThat(RoleFilter.read(" atScopeAndBelow() ")).isEqualTo(new RoleFilter(null, null, true));
        assertThat(RoleFilter.read("ATSCOPE() and type eq 'CustomRole'"))
                .isEqualTo(new RoleFilter(null, "customrole", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "roleName",
                "roleName eq",
                "roleName eq Owner",
                "roleName eq 'Owner",
                "roleName eq 'Owner' and",
                "roleName eq 'Owner' or type eq 'BuiltInRole'",
                "roleName ne 'Owner'",
                "and",
                "'",
                "assignedTo('x')"
            })
    void what_is_not_understood_is_refused(String filter) {
        assertThatThrownBy(() -> RoleFilter.read(filter)).isInstanceOf(RefusedException.class);
    }
}
