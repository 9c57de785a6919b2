-- A word with an @ in what somebody wrote may have any length, and an index takes none of more than some 2,700 bytes: what
-- had it could not be kept. No address is longer than 320.
create or replace function addresses_in(written text) returns text[] language sql immutable parallel safe as
$$
    select coalesce(array_agg(distinct lower(found[1])) filter (where length(found[1]) <= 320), '{}')
    from regexp_matches(written, '([^][\s"<>(),;:{}\\@]+@[^][\s"<>(),;:{}\\@]+)', 'g') as found
$$;
