package dev.interlude.simulation;

import dev.interlude.chaos.Request;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens in one run, all of it by one seed: customers, others in Cal.com, faults, deaths, time, webhooks in any order. */
final class Story {

    private static final int LONGEST = 8;
    private static final int DEATH_PERCENT = 45;
    private static final int FAULT_PERCENT = 40;
    private static final int DEEPEST_STEP = 70;
    /** Hundreds of event types whose composite only flags what others cancel: full-treatment. */
    private static final List<Long> FLAGGED = List.of(3L);

    private static final List<String> PEOPLE = List.of("anna", "ben");
    private static final List<Operation> FAULTY =
            List.of(Operation.CREATE, Operation.CANCEL, Operation.RESCHEDULE, Operation.GET, Operation.LIST);

    private final World world;
    private final Random random;
    private final Day day;
    private final Webhooks webhooks;
    private final AtCalcom calcom;
    private final List<Customer> customers = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final long seed;

    Story(World world, long seed) {
        this.world = world;
        this.seed = seed;
        this.random = new Random(seed);
        this.day =
                new Day(world.clock.instant().atZone(Day.BERLIN).toLocalDate().plusDays(8));
        this.webhooks = new Webhooks(world, random);
        this.calcom = new AtCalcom(world.sandbox);
    }

    /** What happened, in words. */
    List<String> told() {
        return told;
    }

    List<Customer> customers() {
        return customers;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    void happen() {
        for (int left = 3 + random.nextInt(LONGEST - 2); left > 0; left--) {
            if (chance(DEATH_PERCENT)) {
                world.node.dieAt(1 + random.nextInt(DEEPEST_STEP), random.nextBoolean());
            }
            if (chance(FAULT_PERCENT)) {
                world.sandbox.faults().add(fault());
            }
            next();
            if (world.node.isDead()) {
                told.add("  the node died " + world.node.diedAt());
                world.node.restart();
            }
        }
        world.node.restart(); // a death that has not come yet never comes
        world.sandbox.faults().clear();
    }

    private void next() {
        var what = random.nextInt(100);
        var known = customers.stream().filter(c -> c.booking() != null).toList();
        if (what < 38 || customers.isEmpty()) {
            book(new Customer("s" + seed + "-" + customers.size(), request()));
        } else if (what < 48) {
            repeat(customers.get(random.nextInt(customers.size())));
        } else if (what < 58 && !known.isEmpty()) {
            move(known.get(random.nextInt(known.size())));
        } else if (what < 66 && !known.isEmpty()) {
            cancel(known.get(random.nextInt(known.size())));
        } else if (what < 75) {
            inCalcom();
        } else if (what < 85) {
            told.add("webhooks: " + webhooks.deliverSome());
        } else {
            var pause = Duration.ofSeconds(1L << random.nextInt(10));
            told.add(pause + " pass, timers tick");
            world.clock.forward(pause);
            Rest.tick(world);
        }
    }

    private void book(Customer customer) {
        customers.add(customer);
        told.add("book " + customer.claim().key() + ": "
                + customer.book(world.caller, world.node).status());
    }

    private void repeat(Customer customer) {
        if (!customer.isDecided()) {
            told.add("repeat " + customer.claim().key() + ": "
                    + customer.book(world.caller, world.node).status());
        }
    }

    private void move(Customer customer) {
        told.add("move " + customer.claim().key());
        customer.move(world.caller, world.node, RequestBodies.to(day.at(time())));
    }

    private void cancel(Customer customer) {
        told.add("cancel " + customer.claim().key());
        customer.cancel(world.caller, world.node);
    }

    /** Others book, or cancel whatever they see. Not within a fault: it is them who would meet it. */
    private void inCalcom() {
        var faults = world.sandbox.faults();
        faults.clear();
        var live = world.sandbox.bookings().stream()
                .filter(b -> b.status.isOpen() && !FLAGGED.contains(b.eventTypeId / 100))
                .toList();
        if (live.isEmpty() || random.nextBoolean()) {
            var body = RequestBodies.object()
                    .put("start", day.instant(time()).toString())
                    .put("eventTypeId", 101 + random.nextInt(2));
            body.putObject("attendee")
                    .put("name", "Somebody Else")
                    .put("email", "else@example.com")
                    .put("timeZone", "Europe/Berlin");
            told.add("others book: "
                    + AtCalcom.ask(world.sandbox, "POST", "/v2/bookings", body)
                            .path("status")
                            .asText());
        } else {
            var one = live.get(random.nextInt(live.size()));
            owner(one);
            told.add("others cancel a booking");
            calcom.cancelledByOthers(one.uid);
        }
    }

    private void owner(Booking booking) {
        var email = booking.attendees.get(0).email();
        customers.stream().filter(c -> c.claim().email().equals(email)).forEach(Customer::changedByOthers);
    }

    private com.fasterxml.jackson.databind.node.ObjectNode request() {
        var start = day.at(time());
        return switch (random.nextInt(4)) {
            case 0 -> RequestBodies.haircut(start, PEOPLE.get(random.nextInt(2)));
            case 1 -> RequestBodies.booking("full-treatment", start);
            default -> RequestBodies.booking("colour-and-style", start);
        };
    }

    private String time() {
        return "%02d:%02d".formatted(9 + random.nextInt(5), 15 * random.nextInt(4));
    }

    private Fault fault() {
        var on = Fault.on(FAULTY.get(random.nextInt(FAULTY.size())))
                .skip(random.nextInt(3))
                .times(1 + random.nextInt(3));
        return switch (random.nextInt(7)) {
            case 0 -> on.refuse(Refusal.badRequest("User either already has booking at this time or is not available"));
            case 1 -> on.serverError(random.nextBoolean() ? 500 : 502);
            case 2 -> on.rateLimited();
            case 3 -> on.reset();
            case 4 -> on.garbageAfterWork("text");
            case 5 -> on.cutBody();
            default -> on.resetAfterWork();
        };
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    List<Request.Claim> claims() {
        return customers.stream().map(Customer::claim).toList();
    }
}
