-- One token bucket for each Cal.com account and its limit, shared by all nodes; the state is Bucket4j's. Unlogged: no
-- write waits for the disk. After a crash of PostgreSQL the buckets are full again, and the headers of Cal.com's next
-- answers put them right.
create unlogged table calcom_budget (
    id         text primary key,
    state      bytea,
    expires_at bigint
);
