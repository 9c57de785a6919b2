package dev.interlude.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a Java process on this machine says of itself. */
record ManagedJvm(ThreadMXBean threads, MemoryMXBean memory) {

    static ManagedJvm of(long pid) throws IOException {
        var address = address(pid);
        var connection = JMXConnectorFactory.connect(new JMXServiceURL(address)).getMBeanServerConnection();
        return new ManagedJvm(
                bean(connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class),
                bean(connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class));
    }

    private static String address(long pid) throws IOException {
        try {
            var process = VirtualMachine.attach(Long.toString(pid));
            try {
                return process.startLocalManagementAgent();
            } finally {
                process.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    private static <T extends java.lang.management.PlatformManagedObject> T bean(
            MBeanServerConnection connection, String name, Class<T> type) throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(connection, name, type);
    }

    /** Bytes, of the threads that live. */
    long allocated() {
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** Bytes. */
    long heapAfterCollection() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
