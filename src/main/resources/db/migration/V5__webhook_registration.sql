-- What we have asked each account's Cal.com to tell us, and who is changing that just now.
create table webhook_registration (
    account        text primary key,
    subscriber_url text,                       -- written before Cal.com is asked; null: nothing is registered
    former_url     text,                       -- of a registration whose end nobody has seen
    triggers       text[]      not null default '{}',
    calcom_id      text,                       -- null as long as it is not known
    claim          uuid,                       -- of who changes it; no lock is held while Cal.com is asked
    claim_until    timestamptz,                -- whoever had it has died
    updated_at     timestamptz not null default now(),
    constraint webhook_registration_claimed check ((claim is null) = (claim_until is null))
);
