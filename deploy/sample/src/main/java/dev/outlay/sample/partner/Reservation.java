package dev.outlay.sample.partner;

/** The reservation of one machine: its id and name, the same in the purchase and in what it covers. */
record Reservation(String id, String name) {

    static Reservation of(Seed seed, Resource resource) {
        return new Reservation(
                "/providers/Microsoft.Capacity/reservationOrders/" + seed.uuid(resource.key() + " order")
                        + "/reservations/" + seed.uuid(resource.key() + " reservation"),
                resource.meter().meter + " one year, " + resource.key());
    }

    Columns columns(Columns columns) {
        return columns.put("CommitmentDiscountId", id)
                .put("CommitmentDiscountName", name)
                .put("CommitmentDiscountCategory", "Usage")
                .put("CommitmentDiscountType", "Reservation");
    }
}
