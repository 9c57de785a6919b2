-- The calls of the last minute for each Cal.com account and its limit, shared by all nodes. Unlogged: no write waits for
-- the disk. After a crash of PostgreSQL no call is remembered, and the headers of Cal.com's next answers put that right.
create unlogged table calcom_budget (
    id    text primary key,
    state text not null
);
