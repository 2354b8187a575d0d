package dev.outlay.alert.actiongroup;

/** There are as many groups as there can be where another one should be made. */
public final class TooManyGroups extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean inSubscription;

    TooManyGroups(boolean inSubscription) {
        super("too many action groups", null, false, false);
        this.inSubscription = inSubscription;
    }

    /** What there are too many of, in the words of Azure Resource Manager. */
    public String said() {
        String type = "'" + GroupsOfPlaceTable.MOST + "' resources of type 'Microsoft.Insights/actionGroups' per "
                + (inSubscription ? "subscription" : "billing account");
        return "Creating the resource of type 'Microsoft.Insights/actionGroups' would exceed the quota of " + type
                + ". Delete some resources of this type before creating a new one.";
    }
}
