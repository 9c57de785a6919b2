package dev.interlude.platform.flows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.management.DefaultManagementObjectStrategy;
import org.apache.camel.management.mbean.ManagedCamelContext;

/**
 * The statistics of all routes and steps, which Hawtio's diagrams ask for every two seconds. Camel's own answer goes through
 * all steps again for each route: seconds for 200 routes. This one assigns the steps to their routes once.
 */
public final class RouteStatistics extends ManagedCamelContext {

    private static final String[] OF_A_ROUTE = {
        "RouteId", "State", "UptimeMillis", "RouteGroup", "SourceLocation", "ExchangesInflight"
    };
    private static final String[] OF_A_STEP = {
        "RouteId", "ProcessorId", "Index", "State", "Disabled", "SourceLineNumber", "ExchangesInflight"
    };

    private record Step(String route, int index, String xml) {}

    private RouteStatistics(CamelContext camel) {
        super(camel);
    }

    /** Has Camel register this class; must be set before Camel starts. */
    static final class Strategy extends DefaultManagementObjectStrategy {

        @Override
        public Object getManagedObjectForCamelContext(CamelContext camel) {
            var statistics = new RouteStatistics(camel);
            statistics.init(camel.getManagementStrategy());
            return statistics;
        }
    }

    @Override
    public String dumpRoutesStatsAsXml(boolean fullStats, boolean includeProcessors) throws JMException {
        var agent = getContext().getManagementStrategy().getManagementAgent();
        var server = agent.getMBeanServer();
        var names =
                agent.getMBeanObjectDomainName() + ":context=" + getContext().getManagementName() + ",type=";
        Map<String, List<Step>> steps =
                includeProcessors ? steps(server, new ObjectName(names + "processors,*"), fullStats) : Map.of();
        var xml = new StringBuilder(
                "<camelContextStat id=\"%s\" state=\"%s\" uptime=\"%s\" exchangesInflight=\"%s\" %s>\n"
                        .formatted(
                                getCamelId(),
                                getState(),
                                getUptimeMillis(),
                                getInflightExchanges(),
                                counters(dumpStatsAsXml(fullStats))));
        xml.append("  <routeStats>\n");
        for (var route : server.queryNames(new ObjectName(names + "routes,*"), null)) {
            var is = attributes(server, route, OF_A_ROUTE);
            xml.append("    <routeStat id=\"%s\" state=\"%s\" uptime=\"%s\" group=\"%s\" sourceLocation=\"%s\""
                            .formatted(
                                    is.get("RouteId"),
                                    is.get("State"),
                                    is.get("UptimeMillis"),
                                    is.get("RouteGroup"),
                                    is.get("SourceLocation")))
                    .append(" exchangesInflight=\"%s\" %s>\n"
                            .formatted(is.get("ExchangesInflight"), counters(server, route, fullStats)))
                    .append("      <processorStats>\n");
            steps.getOrDefault(is.get("RouteId"), List.of()).stream()
                    .sorted(Comparator.comparingInt(Step::index))
                    .forEach(step -> xml.append(step.xml));
            xml.append("      </processorStats>\n    </routeStat>\n");
        }
        return xml.append("  </routeStats>\n</camelContextStat>").toString();
    }

    private static Map<String, List<Step>> steps(MBeanServer server, ObjectName all, boolean full) throws JMException {
        var steps = new ArrayList<Step>();
        for (var name : server.queryNames(all, null)) {
            var is = attributes(server, name, OF_A_STEP);
            steps.add(new Step(
                    is.get("RouteId"),
                    Integer.parseInt(is.get("Index")),
                    "        <processorStat id=\"%s\" index=\"%s\" state=\"%s\" disabled=\"%s\" sourceLineNumber=\"%s\""
                                    .formatted(
                                            is.get("ProcessorId"),
                                            is.get("Index"),
                                            is.get("State"),
                                            is.get("Disabled"),
                                            is.get("SourceLineNumber"))
                            + " exchangesInflight=\"%s\" %s/>\n"
                                    .formatted(is.get("ExchangesInflight"), counters(server, name, full))));
        }
        return steps.stream().collect(Collectors.groupingBy(Step::route));
    }

    private static Map<String, String> attributes(MBeanServer server, ObjectName name, String... wanted)
            throws JMException {
        var found = new TreeMap<String, String>();
        server.getAttributes(name, wanted)
                .asList()
                .forEach(attribute -> found.put(attribute.getName(), "" + attribute.getValue()));
        return found;
    }

    private static String counters(MBeanServer server, ObjectName name, boolean full) throws JMException {
        return counters((String)
                server.invoke(name, "dumpStatsAsXml", new Object[] {full}, new String[] {boolean.class.getName()}));
    }

    /** Only the attributes of Camel's {@code <stats …/>}. */
    private static String counters(String stats) {
        return stats.substring("<stats ".length(), stats.lastIndexOf("/>")).strip();
    }
}
