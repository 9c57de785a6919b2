package dev.interlude.catalog;

import java.util.List;

/**
 * Several services in one appointment.
 *
 * @param services as they stand in the catalog
 * @param enclosures the pauses that have another service in them
 * @param arrangements the ways to place the services that a request leaves open, best first; empty where that is fixed
 */
public record Visit(List<Service> services, List<Enclosure> enclosures, List<Service> arrangements) {}
