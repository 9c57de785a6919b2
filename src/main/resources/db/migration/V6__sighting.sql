-- What Cal.com said of a segment last, so that older words are told from newer ones.
alter table segment
    add column calcom_sequence integer,                        -- counts its changes there (iCalSequence)
    add column seen_at         timestamptz,                    -- as of when Cal.com said it; Cal.com's clock
    add column absent          boolean not null default false; -- the customer did not come

-- Whose create may be on its way: Cal.com may tell of it before it answers us.
create index segment_without_uid on segment (event_type_id, start_at) where calcom_uid is null;
create index segment_move_running on segment_move (to_start) where status in ('PLANNED', 'MOVED', 'MOVING_BACK');
