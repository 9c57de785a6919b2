package dev.interlude.platform.http;

import dev.interlude.platform.Caller;
import dev.interlude.platform.Role;
import dev.interlude.platform.jdbc.KnownKeys;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The login of the management port: the name {@code admin} and the admin key. Spring's own provider hashes with bcrypt, which
 * costs each page, each image in it and each guess 80 ms of CPU, and protects nothing here: the key itself is in the
 * environment.
 */
final class AdminLogin implements AuthenticationProvider {

    private static final String ROLE = "ROLE_" + Role.ADMIN.name();

    private final KnownKeys keys;

    AdminLogin(KnownKeys keys) {
        this.keys = keys;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        var key = login.getCredentials();
        if (key == null || !keys.isAdmin(key.toString()) || !login.getName().equals(Caller.ADMIN)) {
            throw new BadCredentialsException("The name or the key is wrong");
        }
        return UsernamePasswordAuthenticationToken.authenticated(
                Caller.ADMIN, null, List.of(new SimpleGrantedAuthority(ROLE)));
    }

    @Override
    public boolean supports(Class<?> login) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(login);
    }
}
