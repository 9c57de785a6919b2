package dev.interlude;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server: upstream systems on one side, Cal.com on the other. */
@SpringBootApplication
public class Interlude {

    public static void main(String[] args) {
        SpringApplication.run(Interlude.class, args);
    }
}
