-- Counting what is in step, every few seconds: nothing but the times, so that they are counted without the rows.
create index segment_booked on segment (start_at) where status in ('BOOKED', 'PENDING');

-- What Quartz's nodes lock to be alone: there from the first start on, also when two nodes start at once.
insert into qrtz_locks (sched_name, lock_name) values ('interlude', 'TRIGGER_ACCESS'), ('interlude', 'STATE_ACCESS')
on conflict do nothing;
